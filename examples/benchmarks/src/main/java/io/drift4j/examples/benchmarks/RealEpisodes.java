package io.drift4j.examples.benchmarks;

import io.drift4j.CountSource;
import io.drift4j.Decision;
import io.drift4j.Definition;
import io.drift4j.DriftMonitor;
import io.drift4j.DriftPolicy;
import io.drift4j.Episode;
import io.drift4j.EpisodeQuery;
import io.drift4j.InMemoryDriftRepository;
import io.drift4j.Lookback;
import io.drift4j.Metric;
import io.drift4j.MonitoredPolicy;
import io.drift4j.RunSummary;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Period;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Years of public records with known changes, look after look: what is told of them, beside what
 * was listed before the first run. The first argument is the folder of the files, the second the
 * file for the results.
 */
final class RealEpisodes {

  private static final String CUSTOMER = "all";
  private static final double BUDGET = 4;

  private final ExpectedEpisodes expected = ExpectedEpisodes.read();
  private final PrintStream out;

  private RealEpisodes(PrintStream out) {
    this.out = out;
  }

  public static void main(String... args) throws IOException {
    if (args.length != 2) {
      throw new IllegalArgumentException("name the folder of the data and the file of the results");
    }
    try (PrintStream out =
        new PrintStream(Files.newOutputStream(Path.of(args[1])), false, StandardCharsets.UTF_8)) {
      RealEpisodes episodes = new RealEpisodes(out);
      episodes.airlines(Path.of(args[0]));
      episodes.certifications(Path.of(args[0]));
    }
  }

  /** A month is one day, its first, and looked at on the morning of the next day. */
  private void airlines(Path folder) {
    CountSource source = AirlineCancellations.source(folder);
    List<LocalDate> looks = new ArrayList<>();
    for (YearMonth month = YearMonth.of(2020, 1);
        !month.isAfter(YearMonth.of(2024, 5));
        month = month.plusMonths(1)) {
      looks.add(month.atDay(2));
    }
    Metric share = AirlineCancellations.SHARE;
    look("airlines", share, List.of(), looks, asOf -> source);
    look("airlines by carrier", share, List.of("carrier"), looks, asOf -> source);
    look("airlines by airport", share, List.of("airport"), looks, asOf -> source);
  }

  private void certifications(Path folder) {
    LocalDate first = LocalDate.of(2009, 1, 1).with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
    List<LocalDate> looks = first.datesUntil(LocalDate.of(2013, 7, 1), Period.ofWeeks(1)).toList();
    look("h2b", VisaCertifications.TIME, List.of(), looks, VisaCertifications.sources(folder));
  }

  private void look(
      String run,
      Metric metric,
      List<String> dimensions,
      List<LocalDate> looks,
      Function<LocalDate, CountSource> source) {
    MonitoredPolicy policy = DriftPolicy.monitored().withFalseEpisodesPerYear(BUDGET).weekly();
    Definition definition =
        Definition.of("real", 1, dimensions, List.of(metric), Lookback.ofDays(90, 14), policy);
    InMemoryDriftRepository memory = new InMemoryDriftRepository();
    List<RunSummary> seen =
        looks.stream()
            .map(
                asOf ->
                    DriftMonitor.of(memory, source.apply(asOf))
                        .run(definition, CUSTOMER, asOf)
                        .summary())
            .toList();
    int streams = seen.stream().mapToInt(RealEpisodes::tested).max().orElse(0);
    print(run, looks, streams, memory.episodes().find(EpisodeQuery.of(CUSTOMER)));
    line("   what was told:");
    memory.notices("reader").unread().forEach(notice -> line("   %s  %s", notice.asOf(), notice));
    line("   what was not tested on the last day: %s", seen.get(seen.size() - 1).reasons());
  }

  private static int tested(RunSummary summary) {
    return summary.verdicts().entrySet().stream()
        .filter(entry -> entry.getKey() != Decision.SKIPPED)
        .mapToInt(entry -> entry.getValue())
        .sum();
  }

  private void print(String run, List<LocalDate> looks, int streams, List<Episode> episodes) {
    LocalDate first = looks.get(0);
    LocalDate last = looks.get(looks.size() - 1);
    double years = ChronoUnit.DAYS.between(first, last) / 365.25;
    long unlisted =
        episodes.stream().filter(one -> expected.says(run, one).equals("NOT LISTED")).count();
    line(
        "%n== %s, %d looks from %s to %s, up to %d streams",
        run, looks.size(), first, last, streams);
    line(
        "   %d episodes; %d are not listed, %.1f a year; false ones allowed: %.0f a year",
        episodes.size(), unlisted, unlisted / years, BUDGET);
    expected.musts(run).forEach(line -> print(line, episodes));
    for (Episode episode : episodes) {
      line("   %s", told(episode));
      line("     %s", expected.says(run, episode));
    }
  }

  private void print(ExpectedEpisodes.Line line, List<Episode> episodes) {
    long found = episodes.stream().filter(line::isOf).count();
    line(
        "   %s: %s %s in %s, %d %s",
        found == 1 ? "as listed" : "NOT AS LISTED",
        line.segment(),
        line.direction(),
        line.began(),
        found,
        found == 1 ? "episode" : "episodes");
  }

  private static String told(Episode episode) {
    return String.format(
        Locale.ROOT,
        "%s opened %s, %s%s",
        ExpectedEpisodes.name(episode.segment()),
        episode.opening().asOf(),
        episode,
        episode.progress().endedAsOf() == null
            ? ""
            : ", " + episode.state() + " " + episode.progress().endedAsOf());
  }

  private void line(String format, Object... values) {
    out.print(String.format(Locale.ROOT, format, values).replace("\r\n", "\n") + "\n");
  }
}
