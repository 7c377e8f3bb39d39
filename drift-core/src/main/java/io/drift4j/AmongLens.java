package io.drift4j;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What another lens sees of some records only: those whose stratum has one of some values, open
 * ones too.
 *
 * @param lens the other lens
 * @param stratum the name of the stratum
 * @param values of the records that are looked at
 */
record AmongLens(Lens lens, String stratum, List<String> values) implements Lens {

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
    settings.put("of", stratum + "." + String.join(".", values));
    return settings;
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
  public Set<String> strata() {
    Set<String> strata = new LinkedHashSet<>(lens.strata());
    strata.add(stratum);
    return strata;
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
