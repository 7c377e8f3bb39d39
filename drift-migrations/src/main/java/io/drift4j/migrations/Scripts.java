package io.drift4j.migrations;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/** The scripts of a vendor, listed by name because a scan of the classpath does not find them. */
final class Scripts implements ResourceProvider {

  private static final List<String> NAMES =
      List.of("V1__tables.sql", "V2__event_once_index.sql", "V3__event_once_constraint.sql");

  private final Vendor vendor;

  Scripts(Vendor vendor) {
    this.vendor = vendor;
  }

  @Override
  public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
    return NAMES.stream()
        .filter(name -> name.startsWith(prefix) && Arrays.stream(suffixes).anyMatch(name::endsWith))
        .map(name -> (LoadableResource) new Script(vendor.folder() + "/" + name))
        .toList();
  }

  /** Flyway asks for the settings beside a script, which few scripts have. */
  @Override
  public @Nullable LoadableResource getResource(String path) {
    Script script = new Script(path);
    return script.exists() ? script : null;
  }
}
