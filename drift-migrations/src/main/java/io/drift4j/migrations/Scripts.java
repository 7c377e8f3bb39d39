package io.drift4j.migrations;

import java.io.Reader;
import java.util.Arrays;
import java.util.Collection;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/** Hands the scripts of a vendor to Flyway, which would not find them by itself everywhere. */
final class Scripts implements ResourceProvider {

  private final Vendor vendor;

  Scripts(Vendor vendor) {
    this.vendor = vendor;
  }

  @Override
  public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
    return Script.migrations(vendor).stream()
        .filter(script -> script.name().startsWith(prefix))
        .filter(script -> Arrays.stream(suffixes).anyMatch(script.name()::endsWith))
        .map(script -> (LoadableResource) new Resource(script))
        .toList();
  }

  /** Flyway asks for the settings beside a script, which few scripts have. */
  @Override
  public @Nullable LoadableResource getResource(String path) {
    Script script = new Script(path);
    return script.exists() ? new Resource(script) : null;
  }

  /** A script as Flyway wants to see it. */
  private static final class Resource extends LoadableResource {

    private final Script script;

    Resource(Script script) {
      this.script = script;
    }

    @Override
    public Reader read() {
      return script.read();
    }

    @Override
    public String getFilename() {
      return script.name();
    }

    @Override
    public String getRelativePath() {
      return script.path();
    }

    @Override
    public String getAbsolutePath() {
      return script.path();
    }

    @Override
    public String getAbsolutePathOnDisk() {
      return script.path();
    }
  }
}
