package io.drift4j;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Every sample that a run shows its lenses, as text: two sources that have the same records must
 * give the same one, to the last count.
 */
public final class SampleFingerprint {

  private final SortedSet<String> samples = new TreeSet<>();
  private final RunSummary summary;

  private SampleFingerprint(
      Definition definition, CountSource source, String customer, LocalDate asOf) {
    Definition seen = definition.withPolicy(new Watching(definition.policy()));
    Run run = Run.of(seen, customer, asOf, source, 1);
    this.summary = DriftDetector.detect(seen, run, source).summary();
  }

  /**
   * Computes a run whose lenses write down what they see.
   *
   * @param definition what is computed; its policy says the views
   * @param source where the counts come from
   * @param customer whose records
   * @param asOf the reference day
   * @return all samples of the run
   */
  public static SampleFingerprint of(
      Definition definition, CountSource source, String customer, LocalDate asOf) {
    return new SampleFingerprint(definition, source, customer, asOf);
  }

  /** The samples, ordered by metric, segment and view, and what the run counted. */
  public String text() {
    return String.join("\n", samples) + "\n" + summary;
  }

  /** The SHA-256 of the text. */
  public String sha256() {
    return Fingerprint.of(text());
  }

  /** How many comparisons there were. */
  public int size() {
    return samples.size();
  }

  static String text(Comparison comparison) {
    boolean hasAges = comparison.metric().measure().quantity() instanceof Quantity.Elapsed;
    return comparison.metric()
        + " of "
        + comparison.segment().toJson()
        + " through "
        + comparison.view().name()
        + "\n  baseline "
        + text(comparison.baseline(), hasAges)
        + "\n  current  "
        + text(comparison.current(), hasAges);
  }

  private static String text(Sample sample, boolean hasAges) {
    StringBuilder text = new StringBuilder(forms(sample, hasAges));
    text.append(" known until ").append(sample.knownUntil());
    text.append(" without ").append(sample.daysLeftOut());
    text.append(" categories ").append(sample.categories());
    sample
        .strata()
        .forEach(
            (stratum, part) ->
                text.append("\n    stratum ")
                    .append(stratum.toJson())
                    .append(forms(part, hasAges)));
    return text.toString();
  }

  private static String forms(Sample sample, boolean hasAges) {
    return sample.window()
        + " size "
        + sample.size()
        + " open "
        + sample.open()
        + " table "
        + sample.table()
        + " daily "
        + sample.daily()
        + (hasAges ? " triangle " + sample.triangle() : "");
  }

  /** The views of another policy, through a lens that writes. */
  private final class Watching implements DriftPolicy {

    private final DriftPolicy policy;

    Watching(DriftPolicy policy) {
      this.policy = policy;
    }

    @Override
    public String id() {
      return "fingerprint";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public SortedMap<String, String> settings() {
      return policy.settings();
    }

    @Override
    public boolean hasHindsight() {
      return policy.hasHindsight();
    }

    @Override
    public List<View> views(Metric metric, Lookback lookback) {
      List<View> views = new ArrayList<>();
      for (View view : policy.views(metric, lookback)) {
        views.add(new View(view.name(), view.lookback(), new Writing(view.lens().lagDays())));
      }
      return views;
    }

    @Override
    public List<Verdict> judge(List<Examination> examinations) {
      return examinations.stream().map(e -> Verdict.skipped(e, "only looked at")).toList();
    }
  }

  /** Writes down what it sees. */
  private final class Writing implements Lens {

    private final int lagDays;

    Writing(int lagDays) {
      this.lagDays = lagDays;
    }

    @Override
    public String id() {
      return "writing";
    }

    @Override
    public int lagDays() {
      return lagDays;
    }

    @Override
    public Evidence look(Comparison comparison) {
      samples.add(text(comparison));
      return Evidence.of(comparison).undecided("only looked at").build();
    }
  }
}
