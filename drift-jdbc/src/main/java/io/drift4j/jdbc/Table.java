package io.drift4j.jdbc;

import static io.drift4j.jdbc.Column.bigint;
import static io.drift4j.jdbc.Column.date;
import static io.drift4j.jdbc.Column.integer;
import static io.drift4j.jdbc.Column.text;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** A table of ours, as rows are inserted into it: the columns, and the key that makes a row. */
record Table(String name, List<Column> columns, List<String> key) {

  static final Table CUSTOMER =
      new Table(
          "customer",
          List.of(
              text("customer_key"),
              text("customer"),
              bigint("created_at_micros"),
              bigint("last_run_number")),
          List.of("customer_key"));

  static final Table RUN =
      new Table(
          "run",
          List.of(
              text("run_id"),
              text("customer_key"),
              text("customer"),
              text("definition_id"),
              integer("definition_version"),
              text("policy_id"),
              integer("policy_version"),
              text("source_id"),
              text("source_fingerprint"),
              integer("revision"),
              date("as_of"),
              text("settings"),
              text("status"),
              integer("attempt"),
              text("library_version"),
              bigint("begun_at_micros")),
          List.of("run_id"));

  static final Table RUN_COUNT =
      new Table(
          "run_count",
          List.of(text("run_id"), text("what"), text("name"), bigint("n")),
          List.of("run_id", "what", "name"));

  static final Table EVENT =
      new Table(
          "event",
          withEvidence(
              List.of(
                  text("event_id"),
                  text("run_id"),
                  text("customer_key"),
                  text("metric_id"),
                  integer("metric_version"),
                  text("drift_type"),
                  text("unit"),
                  text("segment"),
                  text("segment_key"),
                  text("recording_id"),
                  text("trend"),
                  bigint("created_at_micros"))),
          List.of("event_id"));

  static final Table VERDICT =
      new Table(
          "verdict",
          withEvidence(
              List.of(
                  text("run_id"),
                  integer("position"),
                  integer("view_position"),
                  text("customer_key"),
                  text("segment_key"),
                  text("metric_id"),
                  integer("metric_version"),
                  text("drift_type"),
                  text("unit"),
                  text("decision"),
                  text("reason"),
                  EvidenceColumns.UNDECIDED)),
          List.of("run_id", "position", "view_position"));

  static final Table SEGMENT =
      new Table(
          "segment",
          List.of(
              text("customer_key"),
              text("segment_key"),
              integer("position"),
              text("dimension"),
              text("dimension_value"),
              text("value_key")),
          List.of("customer_key", "segment_key", "position"));

  static final List<Table> ALL = List.of(CUSTOMER, RUN, RUN_COUNT, EVENT, VERDICT, SEGMENT);

  /** What events and verdicts have in common, after what they have not. */
  private static List<Column> withEvidence(List<Column> own) {
    return Stream.of(own, EvidenceColumns.ALL, AssessmentColumns.ALL)
        .flatMap(List::stream)
        .toList();
  }

  /** The names of the columns, as a statement lists them. */
  String columnList() {
    return String.join(", ", columns.stream().map(Column::name).toList());
  }

  String keyList() {
    return String.join(", ", key);
  }

  /** A question mark for each column. */
  String parameters() {
    return String.join(", ", Collections.nCopies(columns.size(), "?"));
  }
}
