package io.drift4j;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What another lens sees of some records only: those whose stratum has one of some values, open
 * ones too.
 *
 * @param lens the other lens
 * @param stratum the name of the stratum
 * @param values of the records that are looked at
 */
record AmongLens(Lens lens, String stratum, List<String> values) implements Lens {

  private static final String WHERE = "where";
  private static final int LONGEST_NAME = 40;
  private static final int HASH = 12;
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.-]+");

  AmongLens {
    Names.require("stratum", stratum);
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException(
          "a lens among records of some " + stratum + " needs a value of it, and has none");
    }
  }

  @Override
  public String id() {
    return lens.id();
  }

  @Override
  public SortedMap<String, String> settings() {
    SortedMap<String, String> settings = new TreeMap<>(lens.settings());
    settings.merge(WHERE, name(), (inner, outer) -> inner + "." + outer);
    return settings;
  }

  /** The values as they are where they may stand in the name of a view, or else their hash. */
  private String name() {
    String plain = stratum + "." + String.join(".", values);
    boolean isName = plain.length() <= LONGEST_NAME && PLAIN.matcher(plain).matches();
    Fingerprint hash = new Fingerprint();
    values.forEach(hash::add);
    return isName ? plain : stratum + "." + hash.hex().substring(0, HASH);
  }

  @Override
  public int lagDays() {
    return lens.lagDays();
  }

  @Override
  public int historyDays() {
    return lens.historyDays();
  }

  @Override
  public boolean seesOpen() {
    return lens.seesOpen();
  }

  @Override
  public Lens ofDecidedRows(Lens usual) {
    return new AmongLens(lens.ofDecidedRows(usual), stratum, values);
  }

  @Override
  public Set<String> strata() {
    Set<String> strata = new LinkedHashSet<>(lens.strata());
    strata.add(stratum);
    return strata;
  }

  @Override
  public Set<Metric> companions() {
    return lens.companions();
  }

  @Override
  public Evidence look(Comparison comparison) {
    return lens.look(comparison.among(this::isOne));
  }

  private boolean isOne(Segment parts) {
    String value = parts.value(stratum);
    return value != null && values.contains(value);
  }
}
