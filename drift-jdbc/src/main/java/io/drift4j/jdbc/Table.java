package io.drift4j.jdbc;

import static io.drift4j.jdbc.Column.bigint;
import static io.drift4j.jdbc.Column.date;
import static io.drift4j.jdbc.Column.integer;
import static io.drift4j.jdbc.Column.number;
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
              bigint("last_run_number"),
              bigint("last_notice_number")),
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

  static final Table WATCH =
      new Table(
          "watch",
          List.of(
              text("watch_key"),
              text("customer_key"),
              text("customer"),
              text("definition_id"),
              text("source_id"),
              integer("generation"),
              bigint("watch_version"),
              date("newest_as_of"),
              date("historic_before")),
          List.of("watch_key"));

  static final Table EPISODE =
      new Table(
          "episode",
          joined(
              List.of(
                  text("episode_id"),
                  text("watch_key"),
                  integer("generation"),
                  text("customer_key"),
                  text("metric_id"),
                  integer("metric_version"),
                  text("unit"),
                  text("segment"),
                  text("segment_key")),
              EpisodeColumns.OPENING,
              EpisodeColumns.PROGRESS),
          List.of("episode_id"));

  static final Table LOOK =
      new Table(
          "look",
          List.of(
              text("episode_id"),
              date("as_of"),
              text("run_id"),
              text("episode_state"),
              number("baseline_value"),
              number("current_value"),
              number("interval_low"),
              number("interval_high"),
              number("log_p_value"),
              text("undecided_because")),
          List.of("episode_id", "as_of"));

  static final Table NOTICE =
      new Table(
          "notice",
          List.of(
              text("customer_key"),
              bigint("notice_number"),
              text("notice_id"),
              text("watch_key"),
              text("kind"),
              date("as_of"),
              integer("is_degrading"),
              integer("is_historic"),
              integer("is_told_elsewhere"),
              text("episode_ids"),
              text("notice_text"),
              bigint("created_at_micros")),
          List.of("customer_key", "notice_number"));

  static final Table NOTICE_CURSOR =
      new Table(
          "notice_cursor",
          List.of(text("consumer"), text("customer_key"), bigint("notice_number")),
          List.of("consumer", "customer_key"));

  static final Table JUDGEMENT =
      new Table(
          "judgement",
          List.of(
              text("episode_id"),
              integer("judgement_number"),
              text("opinion"),
              text("said_by"),
              text("note"),
              text("recording_id"),
              bigint("said_at_micros")),
          List.of("episode_id", "judgement_number"));

  static final List<Table> ALL =
      List.of(
          CUSTOMER,
          RUN,
          RUN_COUNT,
          EVENT,
          VERDICT,
          SEGMENT,
          WATCH,
          EPISODE,
          LOOK,
          NOTICE,
          NOTICE_CURSOR,
          JUDGEMENT);

  /** What events and verdicts have in common, after what they have not. */
  private static List<Column> withEvidence(List<Column> own) {
    return joined(own, EvidenceColumns.ALL, AssessmentColumns.ALL);
  }

  private static List<Column> joined(List<Column> first, List<Column> second, List<Column> third) {
    return Stream.of(first, second, third).flatMap(List::stream).toList();
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
