package io.drift4j.jdbc;

import io.drift4j.Decision;
import io.drift4j.Defect;
import io.drift4j.RunSummary;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A number that was counted in a run; what is not there is 0. */
record CountRow(String runId, String what, String name, long n) {

  private static final String VERDICT = "verdict";
  private static final String REASON = "reason";
  private static final String LEFT_OUT = "left_out";
  private static final String USABLE = "usable";
  private static final String BASELINE = "baseline";
  private static final String CURRENT = "current";

  static CountRow read(ResultSet row) throws SQLException {
    return new CountRow(
        row.getString("run_id"), row.getString("what"), row.getString("name"), row.getLong("n"));
  }

  /** Those of a run that are not 0. */
  static List<CountRow> of(String runId, RunSummary summary) {
    List<CountRow> rows = new ArrayList<>();
    summary.verdicts().forEach((d, n) -> rows.add(new CountRow(runId, VERDICT, d.name(), n)));
    summary.reasons().forEach((text, n) -> rows.add(new CountRow(runId, REASON, text, n)));
    summary.defects().forEach((d, n) -> rows.add(new CountRow(runId, LEFT_OUT, d.name(), n)));
    rows.add(new CountRow(runId, USABLE, BASELINE, summary.usableInBaseline()));
    rows.add(new CountRow(runId, USABLE, CURRENT, summary.usableInCurrent()));
    return rows.stream().filter(row -> row.n != 0).toList();
  }

  /** What a run saw, with its counts. What a later library has counted besides is not asked for. */
  static RunSummary complete(RunSummary summary, List<CountRow> rows) {
    return new RunSummary(
        summary.span(),
        summary.rowsRead(),
        counts(rows, USABLE).getOrDefault(BASELINE, 0L),
        counts(rows, USABLE).getOrDefault(CURRENT, 0L),
        summary.newestRecordDay(),
        summary.newestEventDay(),
        summary.groupsConsidered(),
        verdicts(counts(rows, VERDICT)),
        reasons(counts(rows, REASON)),
        defects(counts(rows, LEFT_OUT)));
  }

  private static Map<String, Long> counts(List<CountRow> rows, String what) {
    return rows.stream()
        .filter(row -> row.what.equals(what))
        .collect(Collectors.toMap(CountRow::name, CountRow::n));
  }

  private static Map<Decision, Integer> verdicts(Map<String, Long> counts) {
    Map<Decision, Integer> verdicts = new EnumMap<>(Decision.class);
    for (Decision decision : Decision.values()) {
      verdicts.put(decision, Math.toIntExact(counts.getOrDefault(decision.name(), 0L)));
    }
    return verdicts;
  }

  private static SortedMap<String, Integer> reasons(Map<String, Long> counts) {
    SortedMap<String, Integer> reasons = new TreeMap<>();
    counts.forEach((text, n) -> reasons.put(text, Math.toIntExact(n)));
    return reasons;
  }

  private static Map<Defect, Long> defects(Map<String, Long> counts) {
    Map<Defect, Long> defects = new EnumMap<>(Defect.class);
    for (Defect defect : Defect.values()) {
      defects.put(defect, counts.getOrDefault(defect.name(), 0L));
    }
    return defects;
  }
}
