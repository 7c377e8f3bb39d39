package io.drift4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Why a metric of a segment was or was not flagged, in one paragraph. */
final class Explanation {

  private final RecordedVerdict verdict;
  private final Evidence seen;
  private final Assessment assessment;
  private final String unit;

  private Explanation(RecordedVerdict verdict) {
    this.verdict = verdict;
    this.seen = verdict.leadingEvidence();
    this.assessment = verdict.assessment();
    this.unit = verdict.unit();
  }

  static String of(RecordedVerdict verdict) {
    return Wording.line(new Explanation(verdict).text());
  }

  /** The verdict in one line, as an event is told. */
  static String headline(RecordedVerdict verdict) {
    return verdict.decision() == Decision.SKIPPED
        ? Wording.line(subject(verdict) + " skipped: " + verdict.reason())
        : Wording.headline(
                verdict.segment(),
                verdict.metricId(),
                verdict.unit(),
                verdict.leadingEvidence(),
                verdict.assessment())
            + (verdict.decision() == Decision.DRIFT
                ? ""
                : ", " + verdict.decision().name().toLowerCase(Locale.ROOT));
  }

  private static String subject(RecordedVerdict verdict) {
    return Wording.whose(verdict.segment()) + ": " + Wording.words(verdict.metricId());
  }

  private String text() {
    return (verdict.decision() == Decision.SKIPPED ? skipped() : judged())
        .stream().filter(sentence -> !sentence.isEmpty()).collect(Collectors.joining(" "));
  }

  private List<String> skipped() {
    return List.of(
        subject(verdict) + " was not judged: " + verdict.reason() + ".",
        String.format(
            Locale.ROOT,
            "There were %s in %s and %s in %s%s.",
            records(seen.baselineSize()),
            seen.windows().baseline(),
            records(seen.currentSize()),
            seen.windows().current(),
            isAnyOpen() ? "; " + open() : ""),
        others(verdict.evidence()),
        notes());
  }

  private List<String> judged() {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        subject(verdict)
            + (verdict.decision() == Decision.DRIFT ? " was flagged." : " was not flagged."));
    sentences.add(values());
    sentences.add(decided());
    sentences.add(medians());
    sentences.add(restrictedMean());
    sentences.add(expected());
    sentences.add(effect());
    sentences.add(chance());
    sentences.add(conclusion());
    sentences.add(stakes());
    sentences.add(others(otherViews()));
    sentences.add(notes());
    return sentences;
  }

  private String values() {
    return CategoryNotes.isOfMixes(seen) ? mixes() : pair();
  }

  private String mixes() {
    return String.format(
        Locale.ROOT,
        "The mix of %s is %s away from that of %s of %s.",
        records(seen.currentSize()) + " of " + seen.windows().current(),
        Wording.distance(unit, seen.currentValue()),
        records(seen.baselineSize()),
        seen.windows().baseline());
  }

  private String pair() {
    return String.format(
        Locale.ROOT,
        "%s was %s (%s of %s) and is %s (%s of %s), a change of %s%s.",
        seen.horizon().isEmpty()
            ? "It"
            : (Wording.isTime(unit) ? "Compared up to " : "By ")
                + Wording.age(unit, seen.horizon())
                + " it",
        Wording.value(unit, seen.baselineValue()),
        records(seen.baselineSize()),
        seen.windows().baseline(),
        Wording.value(unit, seen.currentValue()),
        records(seen.currentSize()),
        seen.windows().current(),
        Wording.change(unit, seen.delta()),
        interval());
  }

  private String interval() {
    return seen.intervalLow().isEmpty()
        ? ""
        : ", with 95 % confidence "
            + Wording.range(
                unit, seen.intervalLow().getAsDouble(), seen.intervalHigh().getAsDouble())
            + " (not corrected for the number of segments)";
  }

  private String decided() {
    OptionalDouble baseline = seen.figure(Figure.DECIDED_BASELINE);
    OptionalDouble current = seen.figure(Figure.DECIDED_CURRENT);
    if (baseline.isEmpty() || current.isEmpty()) {
      return isAnyOpen() ? sentence(open()) : "";
    }
    return String.format(
        Locale.ROOT,
        "Decided by then: %s and %s%s.",
        Wording.value("share", baseline.getAsDouble()),
        Wording.value("share", current.getAsDouble()),
        isAnyOpen() ? "; " + open() : "");
  }

  private boolean isAnyOpen() {
    return seen.baselineOpen() + seen.currentOpen() != 0;
  }

  private String open() {
    return "still open are "
        + Wording.grouped(seen.baselineOpen())
        + " and "
        + Wording.grouped(seen.currentOpen());
  }

  private String effect() {
    return seen.effect().isEmpty()
        ? ""
        : "The "
            + Wording.words(String.valueOf(seen.effectMeasure()))
            + " is "
            + Wording.plain(seen.effect().getAsDouble())
            + ".";
  }

  /**
   * Of a time that was looked at with its open records; where no half is decided, none is there.
   */
  private String medians() {
    boolean isThere =
        seen.figure(Figure.MEDIAN_BASELINE).isPresent()
            || seen.figure(Figure.MEDIAN_CURRENT).isPresent();
    boolean isNot =
        seen.figure(Figure.DECIDED_BASELINE).orElse(1) < 0.5
            && seen.figure(Figure.DECIDED_CURRENT).orElse(1) < 0.5;
    return Wording.isTime(unit) && (isThere || isNot)
        ? "The medians are "
            + median(Figure.MEDIAN_BASELINE)
            + " and "
            + median(Figure.MEDIAN_CURRENT)
            + "."
        : "";
  }

  private String restrictedMean() {
    OptionalDouble difference = seen.figure(Figure.RESTRICTED_MEAN_DIFFERENCE);
    return difference.isEmpty()
        ? ""
        : "Up to then the mean time changes by "
            + Wording.change(unit, difference.getAsDouble())
            + ".";
  }

  private String median(String figure) {
    OptionalDouble median = seen.figure(figure);
    return median.isEmpty() ? "not reached" : Wording.value(unit, median.getAsDouble());
  }

  private String expected() {
    OptionalDouble expected = seen.figure(Figure.EXPECTED);
    OptionalDouble observed = seen.figure(Figure.OBSERVED);
    return expected.isEmpty() || observed.isEmpty()
        ? ""
        : String.format(
            Locale.ROOT,
            "In the current window %,.1f events were expected and %,.0f seen.",
            expected.getAsDouble(),
            observed.getAsDouble());
  }

  private String chance() {
    if (seen.logPValue().isEmpty()) {
      return "Whether that is chance was not examined.";
    }
    return "By chance alone so large a change has p "
        + Wording.p(seen.logPValue().getAsDouble())
        + " ("
        + seen.test()
        + dispersion()
        + ")"
        + adjusted()
        + ".";
  }

  private String dispersion() {
    return seen.dispersion().isEmpty()
        ? ""
        : ", dispersion of the days " + Wording.plain(seen.dispersion().getAsDouble());
  }

  private String adjusted() {
    return assessment.adjustedPValue().isEmpty()
        ? ""
        : ", p "
            + Wording.probability(assessment.adjustedPValue().getAsDouble())
            + " adjusted "
            + (assessment.familySize().isEmpty()
                ? "for its family"
                : "in a family of " + Wording.grouped(assessment.familySize().getAsInt()));
  }

  private String conclusion() {
    return switch (verdict.decision()) {
      case DRIFT -> selected();
      case EQUIVALENT -> "The data show no change that matters" + margin() + ".";
      case INCONCLUSIVE -> "The data are too few to tell" + detectable() + ".";
      case UNREMARKABLE -> "The change is below what the policy reports.";
      case SKIPPED -> "";
    };
  }

  private String selected() {
    return assessment
        .adjustedInterval()
        .map(
            interval ->
                "Allowing for its having been selected, the change is "
                    + Wording.range(unit, interval.low(), interval.high())
                    + ".")
        .orElse("");
  }

  private String margin() {
    return assessment.margin().isEmpty()
        ? ""
        : ", none beyond "
            + Wording.distance(unit, assessment.margin().getAsDouble())
            + " (by an interval that is not corrected for the number of segments)";
  }

  private String detectable() {
    return assessment.minimumDetectable().isEmpty()
        ? ""
        : ": a change of "
            + Wording.distance(unit, assessment.minimumDetectable().getAsDouble())
            + " would have been found in four of five cases";
  }

  private String stakes() {
    if (verdict.decision() != Decision.DRIFT) {
      return "";
    }
    return "Severity "
        + Wording.plain(assessment.severity())
        + (assessment.severityLow().isEmpty()
            ? ""
            : ", at least " + Wording.plain(assessment.severityLow().getAsDouble()))
        + (assessment.recordsAtStake().isEmpty()
            ? ""
            : "; at stake are about " + about(assessment.recordsAtStake().getAsDouble()))
        + (assessment.moneyAtStake().isEmpty()
            ? ""
            : "; money at stake "
                + Wording.grouped(assessment.moneyAtStake().getAsLong())
                + " (in the smallest unit of the amount)")
        + ".";
  }

  private static String about(double records) {
    return String.format(Locale.ROOT, records < 1e15 ? "%,.0f records" : "%.1e records", records);
  }

  private List<Evidence> otherViews() {
    return verdict.evidence().stream().filter(view -> !view.view().equals(seen.view())).toList();
  }

  private String others(List<Evidence> views) {
    return views.isEmpty()
        ? ""
        : views.stream()
            .map(this::other)
            .collect(Collectors.joining("; ", views.size() == 1 ? "View " : "Views: ", "."));
  }

  private String other(Evidence view) {
    if (!view.hasValues()) {
      return view.view() + " cannot tell (" + view.undecidedBecause() + ")";
    }
    return view.view()
        + (assessment.confirming().contains(view.view()) ? " agrees (" : " does not confirm (")
        + Wording.values(unit, view)
        + (view.logPValue().isEmpty() ? "" : ", p " + Wording.p(view.logPValue().getAsDouble()))
        + view.notes().stream().map(note -> ", " + note).collect(Collectors.joining())
        + ")";
  }

  private String notes() {
    return seen.notes().isEmpty() ? "" : "Note: " + String.join("; ", seen.notes()) + ".";
  }

  private static String records(long size) {
    return Wording.grouped(size) + (size == 1 ? " record" : " records");
  }

  private static String sentence(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
  }
}
