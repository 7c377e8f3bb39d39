package io.drift4j.jdbc;

import io.drift4j.Definition;
import io.drift4j.Measure;
import io.drift4j.jdbc.Verification.Finding;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what the host's records hold, whoever they belong to: starts that are absent, dates that
 * cannot be read, outcomes that no metric knows. What a run would leave out is found before it
 * runs. The contents of a record are told to nobody.
 */
final class ContentVerifier {

  /** A part tells of all, but for days in columns without a type, of which any may be odd. */
  private static final long RECORDS_LOOKED_AT = 100_000;

  /** From this share on, as a run warns. */
  private static final double ALARMING = 0.01;

  private final Transactions transactions;
  private final Dialect dialect;
  private final RecordTable table;

  ContentVerifier(Transactions transactions, Dialect dialect, RecordTable table) {
    this.transactions = transactions;
    this.dialect = dialect;
    this.table = table;
  }

  List<Finding> of(Definition definition) {
    List<Finding> findings = new ArrayList<>();
    Set<String> starts = new LinkedHashSet<>();
    measures(definition).forEach(measure -> starts.add(measure.windowedBy()));
    Set<String> days = dialect.hasTypes() ? starts : HostVerifier.days(definition);
    for (String field : days) {
      Map<String, Long> kinds = kinds(field);
      if (starts.contains(field)) {
        start(field, kinds).ifPresent(findings::add);
      }
      unreadable(field, kinds).ifPresent(findings::add);
    }
    measures(definition)
        .filter(measure -> measure.outcome() != null && !measure.outcomes().isEmpty())
        .forEach(measure -> outcome(measure).ifPresent(findings::add));
    outcomes(definition).forEach(field -> bytes(field).ifPresent(findings::add));
    return findings;
  }

  /** Those that are due when a record has ended, and of which some may be no texts. */
  private Set<String> outcomes(Definition definition) {
    Set<String> outcomes = new LinkedHashSet<>();
    if (dialect.losesTexts()) {
      measures(definition)
          .filter(measure -> measure.until() != null)
          .map(Measure::outcome)
          .filter(field -> field != null)
          .forEach(outcomes::add);
    }
    return outcomes;
  }

  private static Stream<Measure> measures(Definition definition) {
    return definition.measures().stream();
  }

  // ---- days

  /** Records without a start are in no window. */
  private Optional<Finding> start(String field, Map<String, Long> kinds) {
    long absent = kinds.getOrDefault(Dialect.NOTHING, 0L) + kinds.getOrDefault(Dialect.NEVER, 0L);
    return finding(
        absent,
        sum(kinds),
        "records of table " + table.name() + " have no day in column " + table.column(field),
        "one in each: without it a record is in no window and is left out",
        "name the right column with withColumn(\"…\").as(\""
            + field
            + "\"), or say with withFilter that these are not meant");
  }

  /** Of which there are some on SQLite, whose columns keep whatever they are given. */
  private Optional<Finding> unreadable(String field, Map<String, Long> kinds) {
    Map<String, Long> strange = new TreeMap<>(kinds);
    strange.keySet().removeAll(List.of(Dialect.DAY, Dialect.NOTHING, Dialect.NEVER));
    return finding(
        sum(strange),
        sum(kinds),
        "values of column "
            + table.column(field)
            + " of table "
            + table.name()
            + " cannot be read: "
            + strange.entrySet().stream()
                .map(kind -> String.format(Locale.ROOT, "%,d %s", kind.getValue(), kind.getKey()))
                .collect(Collectors.joining(", ")),
        table.isTimestamp(field) ? "texts such as 2026-01-15 09:30:00" : "texts such as 2026-01-15",
        remedy(field, strange));
  }

  private String remedy(String field, Map<String, Long> strange) {
    return !table.isTimestamp(field) && strange.containsKey(Dialect.DAY_AND_MORE)
        ? "say withTimestamp(\"" + field + "\", zone)"
        : "have the driver write dates as texts (date_class=TEXT in the URL), and rewrite those that"
            + " are there";
  }

  /** How many values of a column there are of each kind. */
  private Map<String, Long> kinds(String field) {
    String column = table.column(dialect, field);
    return counts(dialect.kindOfDay(column, table.isTimestamp(field)), false);
  }

  // ---- outcomes

  private Optional<Finding> outcome(Measure measure) {
    String field = String.valueOf(measure.outcome());
    String column = table.column(field);
    String expression = dialect.exactText(table.column(dialect, field));
    Map<String, Long> written = counts(expression, true);
    Map<String, Long> unknown = new TreeMap<>(written);
    unknown.keySet().removeIf(text -> isKnown(text, measure));
    return finding(
        sum(unknown),
        sum(written),
        "values of column "
            + column
            + " of table "
            + table.name()
            + " are outcomes that no metric knows",
        String.join(", ", new TreeSet<>(measure.outcomes())),
        "say what they mean with withOutcome(\"…\").as(\""
            + new TreeSet<>(measure.outcomes()).last()
            + "\"), or that a record is open with withOpen(\"…\")");
  }

  /** An outcome that is there and no text is taken for absent; so is a detail, which may be. */
  private Optional<Finding> bytes(String field) {
    String column = table.column(dialect, field);
    String kind =
        Sql.of("case when %s is null then 'no text' else 'text' end", dialect.exactText(column));
    Map<String, Long> kinds =
        counts(Sql.of("case when %s is not null then %s end", column, kind), false);
    return finding(
        kinds.getOrDefault("no text", 0L),
        sum(kinds),
        "values of column " + table.column(field) + " of table " + table.name() + " are no texts",
        "texts, as outcomes are",
        "read a view that makes a text of it");
  }

  private boolean isKnown(String written, Measure measure) {
    Mapping mapping = table.mapping();
    return mapping.isOpen(written) || measure.outcomes().contains(mapping.outcome(written));
  }

  // ---- counting

  /**
   * In a transaction of the caller's within a savepoint, as a failure would spoil it; in one of
   * ours as any reader, as a writer locks the whole of an SQLite file.
   */
  private Map<String, Long> counts(String expression, boolean exact) {
    Function<Handle, Map<String, Long>> work = handle -> counts(handle, expression, exact);
    return transactions.areOurs()
        ? transactions.read(work)
        : transactions.write(Probe.LONGEST_WAIT, (failures, pause, failure) -> {}, work);
  }

  /** How often an expression has each value, nulls left out. */
  private Map<String, Long> counts(Handle handle, String expression, boolean exact) {
    String sql =
        Sql.of(
            """
            select looked_at, count(*)
            from (
              select %s as looked_at from %s where %s %s
            ) as record
            group by looked_at
            """,
            expression,
            table.name(dialect),
            table.filter(dialect),
            dialect.hasTypes() || exact ? dialect.limit(RECORDS_LOOKED_AT) : "");
    table.prepareToRead(dialect, handle);
    try (Query query = handle.createQuery(sql)) {
      query.setTemplateEngine((text, context) -> text);
      return query.scanResultSet(
          (rows, context) -> {
            Map<String, Long> counts = new TreeMap<>();
            var row = rows.get();
            while (row.next()) {
              @Nullable String value = exact ? dialect.readText(row, 1) : row.getString(1);
              if (value != null) {
                counts.put(value, row.getLong(2));
              }
            }
            return counts;
          });
    }
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** An error where most are of no use, advice where a run would warn. */
  private static Optional<Finding> finding(
      long some, long all, String found, String expected, String remedy) {
    String text = String.format(Locale.ROOT, "%,d of %,d %s", some, all, found);
    if (some <= all * ALARMING) {
      return Optional.empty();
    }
    return Optional.of(
        some > all / 2
            ? Finding.error(text, expected, remedy)
            : Finding.advice(text, expected, remedy));
  }
}
