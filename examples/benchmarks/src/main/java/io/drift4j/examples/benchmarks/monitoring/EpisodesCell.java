package io.drift4j.examples.benchmarks.monitoring;

import io.drift4j.Backtest;
import io.drift4j.Began;
import io.drift4j.Definition;
import io.drift4j.DriftMonitor;
import io.drift4j.DriftPolicy;
import io.drift4j.Episode;
import io.drift4j.InMemoryDriftRepository;
import io.drift4j.Notice;
import io.drift4j.NoticeKind;
import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.claims.ClaimMetrics;
import io.drift4j.simulation.SimulatedClaims;
import io.drift4j.simulation.SimulatedCustomer;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Customers whose nights are run as a host runs them, from the day on which the claims of all their
 * payers begin to behave otherwise: what is told of it. Days are counted from that day.
 *
 * @param name the cell
 * @param claims as drawn, the changes included
 * @param steady the claims of payers that do not change
 * @param payers how many there are of both
 * @param nights how many there are
 * @param then the day on which something else happens: the change ends, or another one comes
 * @param customers how many
 */
record EpisodesCell(
    String name,
    SimulatedClaims claims,
    SimulatedClaims steady,
    Payers payers,
    int nights,
    int then,
    int customers)
    implements MonitoringCell {

  static final String ROW = "whole nights";

  private static final Definition NIGHTLY =
      ClaimDefinitions.payerDrift()
          .withMetrics(List.of(ClaimMetrics.DENIAL_RATE, ClaimMetrics.DECISION_TIME))
          .withPolicy(DriftPolicy.monitored());

  /** How many payers change, and how many do not. */
  record Payers(int changing, int steady) {}

  @Override
  public String row() {
    return ROW;
  }

  @Override
  public int runs() {
    return customers;
  }

  @Override
  public Measured simulate(int runs) {
    Measured measured = Measured.of(id());
    for (int run = 0; run < runs; run++) {
      new Customer(measured, run).run();
    }
    return measured;
  }

  /** One customer, and what is told of its payers. */
  private final class Customer {

    private final Measured measured;
    private final LocalDate last;
    private final LocalDate change;
    private final SimulatedCustomer claims = new SimulatedCustomer();
    private final Map<String, String> views = new HashMap<>(); // by episode

    Customer(Measured measured, int run) {
      this.measured = measured;
      this.last = MonitoringCell.last(run);
      this.change = last.minusDays(nights);
      int all = payers.changing + payers.steady;
      for (int payer = 0; payer < all; payer++) {
        SimulatedClaims drawn = payer < payers.changing ? EpisodesCell.this.claims : steady;
        claims.add(
            "payer " + payer,
            "all",
            drawn.draw(last, StreamYear.BEFORE + nights, seed(all * run + payer)));
      }
    }

    void run() {
      Stopwatch watch = new Stopwatch();
      Backtest nightly =
          DriftMonitor.of(new InMemoryDriftRepository(), claims)
              .backtest(NIGHTLY, "customer", change.plusDays(1), last);
      measured.append("microseconds a night", watch.lap() / nights);
      measured.append("payers that change", payers.changing);
      List<Episode> ofOthers = nightly.episodes().stream().filter(this::isSteady).toList();
      measured.append("episodes of payers that do not change, of a customer", ofOthers.size());
      nightly.episodes().stream().filter(one -> !isSteady(one)).forEach(this::episode);
      nightly.notices().forEach(this::notice);
    }

    private boolean isSteady(Episode episode) {
      String payer = Objects.requireNonNull(episode.segment().value("payer"));
      return Integer.parseInt(payer.substring("payer ".length())) >= payers.changing;
    }

    private long since(LocalDate day) {
      return ChronoUnit.DAYS.between(change, day);
    }

    private void episode(Episode episode) {
      String metric = episode.metricId();
      views.put(episode.id(), episode.opening().view());
      long opened = since(episode.opening().asOf());
      measured.append(metric + " opened", opened);
      measured.append(metric + " opened through " + episode.opening().view(), opened);
      Began began = episode.opening().began();
      boolean covers = !began.earliest().isAfter(change) && !began.latest().isBefore(change);
      measured.append(metric + " dated: the day is in the set, of 100", covers ? 100 : 0);
      measured.append(
          metric + " dated: width", ChronoUnit.DAYS.between(began.earliest(), began.latest()) + 1);
      measured.append(metric + " dated: error", since(began.day()));
      measured.append(metric + " open in the end", episode.state().isOpen() ? 1 : 0);
    }

    private void notice(Notice notice) {
      String view = views.getOrDefault(notice.episodeIds().get(0), "");
      if (!view.isEmpty()
          && notice.kind() != NoticeKind.OPENED
          && notice.kind() != NoticeKind.MANY_OPENED) {
        long days = since(notice.asOf()) - then;
        measured.append(notice.kind() + " after the other day", days);
        measured.append(notice.kind() + " of what opened through " + view, days);
      }
    }
  }
}
