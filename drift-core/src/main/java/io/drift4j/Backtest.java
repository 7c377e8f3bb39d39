package io.drift4j;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * What a range of nights would have told. It is read, not built; it may get more components.
 *
 * @param customer whose records
 * @param definitionId the definition
 * @param policyId the policy
 * @param from the first as-of day
 * @param to the last as-of day
 * @param nights how many of the days had anything to look at
 * @param nightsWithEvents how many of them had an event
 * @param events how many events there were
 * @param streams how many metrics of segments were tested on the last night that had any
 * @param episodes what changed, of a policy that tells each change once; the one that was opened
 *     first first
 * @param notices what would have been told, of such a policy, in its order
 */
public record Backtest(
    String customer,
    String definitionId,
    String policyId,
    LocalDate from,
    LocalDate to,
    int nights,
    int nightsWithEvents,
    int events,
    int streams,
    List<Episode> episodes,
    List<Notice> notices) {

  private static final double DAYS_OF_A_YEAR = 365.25;
  private static final int SHOWN = 12;

  /**
   * Copies the lists.
   *
   * @param customer whose records
   * @param definitionId the definition
   * @param policyId the policy
   * @param from the first as-of day
   * @param to the last as-of day
   * @param nights how many of the days had anything to look at
   * @param nightsWithEvents how many of them had an event
   * @param events how many events there were
   * @param streams how many metrics of segments were tested on the last night that had any
   * @param episodes what changed
   * @param notices what would have been told
   */
  public Backtest {
    episodes = List.copyOf(episodes);
    notices = List.copyOf(notices);
  }

  static Backtest of(
      Definition definition, String customer, CountSource source, LocalDate from, LocalDate to) {
    InMemoryDriftRepository memory = new InMemoryDriftRepository();
    List<RunReport> reports =
        new Nights(memory, source, false, report -> {}).run(definition, customer, from, to);
    List<RunReport> seen = reports.stream().filter(RunReport::isSuccess).toList();
    return new Backtest(
        customer,
        definition.id(),
        definition.policy().id(),
        from,
        to,
        seen.size(),
        (int) seen.stream().filter(report -> !report.events().isEmpty()).count(),
        seen.stream().mapToInt(report -> report.events().size()).sum(),
        seen.isEmpty() ? 0 : tested(seen.get(seen.size() - 1)),
        memory.episodes().find(EpisodeQuery.of(customer)),
        memory.notices("backtest").unread());
  }

  private static int tested(RunReport report) {
    return report.summary().verdicts().entrySet().stream()
        .filter(entry -> entry.getKey() != Decision.SKIPPED)
        .mapToInt(entry -> entry.getValue())
        .sum();
  }

  /**
   * Returns how many episodes there were in a year.
   *
   * @return the rate over the whole range
   */
  public double episodesPerYear() {
    return episodes.size() / years();
  }

  /**
   * Returns how many notices there were in a month.
   *
   * @return the rate over the whole range
   */
  public double noticesPerMonth() {
    return notices.size() / (12 * years());
  }

  private double years() {
    return (ChronoUnit.DAYS.between(from, to) + 1) / DAYS_OF_A_YEAR;
  }

  /** Returns the numbers, and what would have been told, the first dozen: some lines. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s of %s under %s, %s to %s: %s, %,d of them with an event, %s",
            definitionId,
            customer,
            policyId,
            from,
            to,
            counted(nights, "night"),
            nightsWithEvents,
            counted(events, "event")));
    if (policyId.equals(MonitoredPolicy.ID)) {
      text.append(
          String.format(
              Locale.ROOT,
              "%n%s of %,d streams (%.1f a year), %.1f notices a month",
              counted(episodes.size(), "episode"),
              streams,
              episodesPerYear(),
              noticesPerMonth()));
      notices.stream()
          .limit(SHOWN)
          .forEach(notice -> text.append("\n").append(notice.asOf()).append("  ").append(notice));
    }
    return text.toString().replace("\r\n", "\n");
  }

  private static String counted(int number, String what) {
    return String.format(Locale.ROOT, "%,d %s%s", number, what, number == 1 ? "" : "s");
  }
}
