package io.drift4j;

import java.util.Locale;

/**
 * Records that were read and left out for one reason: a line about the quality of the data.
 *
 * @param defect the reason
 * @param count how many records were left out for it
 * @param of how many records were read
 */
public record LeftOut(Defect defect, long count, long of) {

  /** From this share on, results are about the records that are left rather than about all. */
  static final double ALARMING = 0.01;

  /**
   * Returns how large a part of the records was left out.
   *
   * @return between 0 and 1
   */
  public double share() {
    return of == 0 ? 0 : (double) count / of;
  }

  /**
   * Says whether more than 1 % of the records was left out, so that results may mislead.
   *
   * @return whether somebody should look at the data
   */
  public boolean isAlarming() {
    return share() > ALARMING;
  }

  /**
   * Returns the line for people, such as {@code warning: 12 of 676 records (1.8 %) ended before
   * they started and were left out}.
   */
  @Override
  public String toString() {
    return (isAlarming() ? "warning: " : "") + text();
  }

  /** The line without the word that says how grave it is. */
  String text() {
    return line(count, of, " " + defect.words() + " and");
  }

  static String line(long count, long of, String what) {
    return String.format(
        Locale.ROOT,
        "%,d of %,d records (%.1f %%)%s were left out",
        count,
        of,
        100.0 * count / of,
        what);
  }
}
