package io.drift4j.examples.quickstart;

import io.drift4j.Backtest;
import io.drift4j.Episode;
import io.drift4j.Notice;
import io.drift4j.RunReport;
import io.drift4j.Segment;
import io.drift4j.ToldChange;
import io.drift4j.WatchId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What programs are told of nights, field by field; what is not known is null. */
final class NightFields {

  private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

  private NightFields() {}

  // ---- a backtest

  static Map<String, @Nullable Object> of(Backtested backtested) {
    Backtest backtest = backtested.chosen();
    NightFields fields = counts(backtest);
    fields.with("streams", backtest.streams());
    fields.with("episodes_per_year", backtest.episodesPerYear());
    fields.with("notices_per_month", backtest.noticesPerMonth());
    fields.with("episodes", backtest.episodes().stream().map(NightFields::of).toList());
    fields.with("notices", backtest.notices().stream().map(NightFields::of).toList());
    return fields.with(
        "alternatives", backtested.alternatives().stream().map(NightFields::ofCounts).toList());
  }

  private static Map<String, @Nullable Object> ofCounts(Backtest backtest) {
    return counts(backtest).fields;
  }

  private static NightFields counts(Backtest backtest) {
    NightFields fields = new NightFields();
    fields.with("customer", backtest.customer());
    fields.with("definition", backtest.definitionId());
    fields.with("policy", backtest.policyId());
    fields.with("from", backtest.from().toString());
    fields.with("to", backtest.to().toString());
    fields.with("nights", backtest.nights());
    fields.with("nights_with_events", backtest.nightsWithEvents());
    fields.with("events", backtest.events());
    return fields;
  }

  // ---- nights that were recorded

  static Map<String, @Nullable Object> of(Backfilled filled) {
    NightFields fields = new NightFields();
    fields.with("customer", filled.customer());
    fields.with("already_recorded", filled.recordedBefore());
    fields.with("empty", filled.empty());
    fields.with("events", filled.events());
    fields.with("events_created", filled.eventsCreated());
    return fields.with("nights", filled.nights().stream().map(NightFields::of).toList());
  }

  private static Map<String, @Nullable Object> of(RunReport night) {
    NightFields fields = new NightFields();
    fields.with("as_of", night.run().asOf().toString());
    fields.with("run_id", night.run().runId());
    fields.with("status", lower(night.status()));
    fields.with("already_recorded", night.alreadyRecorded());
    fields.with("events", night.events().size());
    return fields.with("events_created", night.eventsCreated());
  }

  // ---- an episode

  static Map<String, @Nullable Object> of(Episode episode) {
    NightFields fields = new NightFields();
    fields.with("episode_id", episode.id());
    fields.of(episode.watch());
    fields.with("generation", episode.generation());
    fields.with("metric", episode.metricId());
    fields.with("metric_version", episode.metricVersion());
    fields.with("unit", episode.unit());
    fields.of(episode.segment());
    fields.of(episode.opening());
    fields.of(episode.progress());
    fields.with("opinion", episode.opinion() == null ? null : lower(episode.opinion()));
    return fields.with("headline", headline(episode));
  }

  private void of(WatchId watch) {
    with("customer", watch.customer());
    with("definition", watch.definitionId());
    with("source", watch.sourceId());
  }

  private void of(Segment segment) {
    with("segment", segment.asMap());
    for (String name : List.of("payer", "cpt_group")) {
      if (segment.dimensions().contains(name)) {
        with(name, segment.value(name));
      }
    }
  }

  private void of(Episode.Opening opening) {
    with("opened_as_of", opening.asOf().toString());
    with("view", opening.view());
    with("days", opening.days());
    with("yearly_p_value", opening.yearlyP());
    with("began", opening.began().day().toString());
    with("began_earliest", opening.began().earliest().toString());
    with("began_latest", opening.began().latest().toString());
    with("gradual", opening.began().isGradual());
    with("records_at_stake", number(opening.recordsAtStake()));
    with("money_at_stake", number(opening.moneyAtStake()));
  }

  private void of(Episode.Progress progress) {
    with("state", lower(progress.state()));
    of(progress.told());
    with("looked_as_of", progress.lookedAsOf().toString());
    with("quiet_since", text(progress.quietSince()));
    with("ended_as_of", text(progress.endedAsOf()));
    with("reopenings", progress.reopenings());
  }

  private void of(ToldChange told) {
    with("baseline_value", told.before());
    with("current_value", told.now());
    with("delta_value", told.delta());
    with("interval_low", number(told.low()));
    with("interval_high", number(told.high()));
    with("horizon", number(told.horizon()));
    with("trend", lower(told.trend()));
  }

  /** Without its state, which has a place of its own. */
  static String headline(Episode episode) {
    String text = episode.toString();
    return text.substring(text.indexOf(": ") + 2);
  }

  // ---- a notice

  static Map<String, @Nullable Object> of(Notice notice) {
    NightFields fields = new NightFields();
    fields.with("notice_id", notice.id());
    fields.of(notice.watch());
    fields.with("number", notice.number());
    fields.with("kind", lower(notice.kind()));
    fields.with("as_of", notice.asOf().toString());
    fields.with("episode_ids", notice.episodeIds());
    fields.with("degrading", notice.isDegrading());
    fields.with("historic", notice.isHistoric());
    return fields.with("text", notice.text());
  }

  // ---- how

  private Map<String, @Nullable Object> with(String name, @Nullable Object value) {
    fields.put(name, value);
    return fields;
  }

  private static @Nullable Double number(OptionalDouble number) {
    return number.isPresent() ? number.getAsDouble() : null;
  }

  private static @Nullable Integer number(OptionalInt number) {
    return number.isPresent() ? number.getAsInt() : null;
  }

  private static @Nullable Long number(OptionalLong number) {
    return number.isPresent() ? number.getAsLong() : null;
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
