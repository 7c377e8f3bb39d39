package io.drift4j.jdbc;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of a server. */
record Version(int major, int minor, int patch) implements Comparable<Version> {

  private static final Pattern NUMBERS = Pattern.compile("(\\d+)(?:\\.(\\d+))?(?:\\.(\\d+))?");

  /** Reads what a driver says; MariaDB's may say "5.5.5-" first, for very old clients. */
  static Version of(String text) {
    Matcher matcher = NUMBERS.matcher(text.replaceFirst("^5\\.5\\.5-", ""));
    return matcher.find()
        ? new Version(number(matcher, 1), number(matcher, 2), number(matcher, 3))
        : new Version(0, 0, 0);
  }

  private static int number(Matcher matcher, int group) {
    return matcher.group(group) == null ? 0 : Integer.parseInt(matcher.group(group));
  }

  @Override
  public int compareTo(Version other) {
    int byMajor = Integer.compare(major, other.major);
    int byMinor = byMajor == 0 ? Integer.compare(minor, other.minor) : byMajor;
    return byMinor == 0 ? Integer.compare(patch, other.patch) : byMinor;
  }

  @Override
  public String toString() {
    return major + "." + minor + (patch == 0 ? "" : "." + patch);
  }
}
