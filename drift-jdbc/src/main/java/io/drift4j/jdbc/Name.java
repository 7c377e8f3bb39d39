package io.drift4j.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name as a host says it. In double quotes it means what the catalogue spells exactly so; without
 * them that too, or else what the database makes of a name that nobody quotes.
 *
 * @param text without quotes
 * @param isQuoted whether it stood in quotes
 */
record Name(String text, boolean isQuoted) {

  private static final String QUOTED = "\"(?:[^\"\\p{Cntrl}]|\"\")+\"";
  private static final String PLAIN = "(?! )[^\"\\p{Cntrl}]+(?<! )";
  private static final String PART = "(?:" + QUOTED + "|" + PLAIN.replace("[^", "[^.") + ")";

  private static final Pattern ONE = Pattern.compile(QUOTED + "|" + PLAIN);
  private static final Pattern PARTS = Pattern.compile(PART + "(?:\\." + PART + "){0,2}");
  private static final Pattern EACH = Pattern.compile(PART);

  /** A name in which a dot is like any other character: that of a column or a schema. */
  static Name of(String what, String said) {
    return named(require(ONE, what, said, "a text, in double quotes where it has some itself"));
  }

  /** That of a table, after those of its catalogue and schema. */
  static List<Name> ofTable(String said) {
    String rule = "name, schema.name or catalogue.schema.name, dots of its own in double quotes";
    Matcher part = EACH.matcher(require(PARTS, "table", said, rule));
    List<Name> names = new ArrayList<>();
    while (part.find()) {
      names.add(named(part.group()));
    }
    return List.copyOf(names);
  }

  private static Name named(String said) {
    return said.startsWith("\"")
        ? new Name(said.substring(1, said.length() - 1).replace("\"\"", "\""), true)
        : new Name(said, false);
  }

  private static String require(Pattern pattern, String what, String said, String rule) {
    Objects.requireNonNull(said, () -> "the name of a " + what + " is null");
    if (!pattern.matcher(said).matches()) {
      throw new IllegalArgumentException(
          what + " \"" + said + "\" is not usable: it must be " + rule);
    }
    return said;
  }

  /** What it means where the catalogue has nothing of exactly this spelling. */
  String folded(Folding folding) {
    return isQuoted ? text : folding.of(text);
  }

  /** What it means among the names that there are; where none fits, nothing that is there. */
  String among(Iterable<String> spelled, Folding folding) {
    String meant = folded(folding);
    for (String name : spelled) {
      if (name.equals(text)) {
        return name;
      }
      meant = folding == Folding.IGNORED && name.equalsIgnoreCase(text) ? name : meant;
    }
    return meant;
  }
}
