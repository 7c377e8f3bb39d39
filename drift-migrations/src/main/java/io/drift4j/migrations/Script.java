package io.drift4j.migrations;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.flywaydb.core.api.resource.LoadableResource;

/** A file of SQL, or its settings, among the resources beside this class. */
final class Script extends LoadableResource {

  private final String path;

  Script(String path) {
    this.path = path;
  }

  boolean exists() {
    return Script.class.getResource(path) != null;
  }

  @Override
  public Reader read() {
    InputStream bytes = Objects.requireNonNull(Script.class.getResourceAsStream(path), path);
    return new InputStreamReader(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public String getFilename() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Override
  public String getRelativePath() {
    return path;
  }

  @Override
  public String getAbsolutePath() {
    return path;
  }

  @Override
  public String getAbsolutePathOnDisk() {
    return path;
  }
}
