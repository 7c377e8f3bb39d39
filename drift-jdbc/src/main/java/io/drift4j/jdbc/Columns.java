package io.drift4j.jdbc;

import io.drift4j.Decision;
import java.util.List;
import java.util.Locale;

/** The columns that statements built for a vendor name, and their parameters of the same names. */
final class Columns {

  static final List<String> CUSTOMER = List.of("customer_key", "customer", "created_at_micros");

  static final List<String> RUN =
      List.of(
          "run_id",
          "subject_key",
          "customer_key",
          "customer",
          "definition_id",
          "definition_version",
          "policy_id",
          "policy_version",
          "source_id",
          "revision",
          "as_of",
          "baseline_start",
          "baseline_end",
          "current_start",
          "current_end",
          "settings",
          "status",
          "attempt",
          "library_version",
          "begun_at_micros");

  static final List<String> EVENT =
      List.of(
          "event_id",
          "run_id",
          "customer_key",
          "metric_id",
          "metric_version",
          "drift_type",
          "view_name",
          "segment",
          "segment_key",
          "recording_id",
          "baseline_value",
          "current_value",
          "delta_value",
          "trend",
          "severity",
          "volume_score",
          "baseline_sample_size",
          "current_sample_size",
          "p_value",
          "adjusted_p_value",
          "interval_low",
          "interval_high",
          "created_at_micros");

  static final List<String> EVENT_DIMENSION =
      List.of("event_id", "position", "customer_key", "dimension", "dimension_value", "value_key");

  private Columns() {}

  static String count(Decision decision) {
    return decision.name().toLowerCase(Locale.ROOT) + "_count";
  }

  static String list(List<String> columns) {
    return String.join(", ", columns);
  }

  static String parameters(List<String> columns) {
    return ":" + String.join(", :", columns);
  }
}
