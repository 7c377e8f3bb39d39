package io.drift4j;

import io.drift4j.stats.FrequencyTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How far two mixes are apart, and which categories made them so. */
final class MixShift {

  private static final int MOST_TOLD = 3;
  private static final int MOST_NEW = 5;

  /** A new category with fewer records is not worth a word. */
  private static final long LEAST_NEW = 3;

  /** A category that moved less is not worth a word. */
  private static final double LEAST_RESIDUAL = 2;

  private static final int LONGEST = 60;
  private static final double MEAN_OF_NORMAL = StrictMath.sqrt(2 / Math.PI);

  private final long n;
  private final long m;
  private final double dispersion;
  private final List<Moved> categories = new ArrayList<>();

  /** A category's shares, and its adjusted residual. */
  private record Moved(int category, double before, double now, double error, long records) {

    double residual() {
      return error > 0 ? (now - before) / error : 0;
    }
  }

  MixShift(FrequencyTable before, FrequencyTable now, double dispersion) {
    this.n = before.count();
    this.m = now.count();
    this.dispersion = dispersion;
    FrequencyTable.forEachPair(before, now, this::add);
  }

  /** (y / m − x / n) / √(φ p (1 − p) (1 / n + 1 / m)). */
  private void add(long category, long x, long y) {
    double p = (double) (x + y) / (n + m);
    double variance = dispersion * p * (1 - p) * (1.0 / n + 1.0 / m);
    categories.add(
        new Moved(
            (int) category,
            (double) x / n,
            (double) y / m,
            StrictMath.sqrt(Math.max(0, variance)),
            y));
  }

  /** n m / (n + m). */
  double records() {
    return (double) n * m / (n + m);
  }

  /** ½ Σ |share now − share before|. */
  double totalVariation() {
    double sum = 0;
    for (Moved moved : categories) {
      sum += Math.abs(moved.now - moved.before);
    }
    return Math.min(1, sum / 2);
  }

  /** What it is on average where nothing changes. */
  double totalVariationByChance() {
    double sum = 0;
    for (Moved moved : categories) {
      sum += moved.error * MEAN_OF_NORMAL;
    }
    return Math.min(1, sum / 2);
  }

  /** Those that moved most, and those that are new. */
  List<String> notes(List<String> texts) {
    List<Moved> most =
        categories.stream()
            .filter(moved -> Math.abs(moved.residual()) >= LEAST_RESIDUAL)
            .sorted(Comparator.comparingDouble(moved -> -Math.abs(moved.residual())))
            .limit(MOST_TOLD)
            .toList();
    List<String> notes = new ArrayList<>();
    most.forEach(moved -> notes.add(note(line(texts.get(moved.category)), moved)));
    othersThatAreNew(most, texts).ifPresent(notes::add);
    return notes;
  }

  /** Such as {@code also new: CO-252 (4), CO-16 (3)}. */
  private Optional<String> othersThatAreNew(List<Moved> told, List<String> texts) {
    String others =
        categories.stream()
            .filter(moved -> moved.before == 0 && moved.records >= LEAST_NEW)
            .filter(moved -> !told.contains(moved))
            .sorted(Comparator.comparingLong(moved -> -moved.records))
            .limit(MOST_NEW)
            .map(moved -> line(texts.get(moved.category)) + " (" + moved.records + ")")
            .collect(Collectors.joining(", "));
    return others.isEmpty() ? Optional.empty() : Optional.of("also new: " + others);
  }

  private String note(String text, Moved moved) {
    return moved.before == 0
        ? CategoryNotes.movedFromNone(text, moved.now, n)
        : CategoryNotes.moved(text, moved.before, moved.now);
  }

  /** Without what would break a line, and not too long for one. */
  static String line(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .forEach(c -> line.appendCodePoint(Character.isISOControl(c) || isBreak(c) ? ' ' : c));
    return line.toString();
  }

  private static boolean isBreak(int c) {
    return Character.getType(c) == Character.LINE_SEPARATOR
        || Character.getType(c) == Character.PARAGRAPH_SEPARATOR;
  }
}
