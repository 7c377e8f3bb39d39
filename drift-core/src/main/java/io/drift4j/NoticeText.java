package io.drift4j;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What people are told of episodes, each in one line. */
final class NoticeText {

  private static final int NAMED = 3;

  private static final Map<NoticeKind, String> BEGINNINGS =
      Map.of(
          NoticeKind.OPENED, "new",
          NoticeKind.MANY_OPENED, "new",
          NoticeKind.WORSE, "worse",
          NoticeKind.TURNED, "turned",
          NoticeKind.RESOLVED, "over",
          NoticeKind.REOPENED, "back",
          NoticeKind.SETTLED, "settled",
          NoticeKind.SUPERSEDED, "superseded");

  private NoticeText() {}

  /** Such as {@code new: Aetna / SURG: denial rate by day 30 9.8 -> 19.6 % …}. */
  static String of(NoticeKind kind, Episode episode) {
    return BEGINNINGS.get(kind)
        + ": "
        + what(episode)
        + since(episode)
        + (kind == NoticeKind.OPENED ? sure(episode) + stake(episode) : "");
  }

  static String of(Episode episode) {
    return words(episode.state()) + ": " + what(episode) + since(episode);
  }

  private static String words(EpisodeState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  /** Of many streams that opened in one night. */
  static String of(List<Episode> opened, int tested) {
    String named =
        opened.stream()
            .limit(NAMED)
            .map(NoticeText::what)
            .reduce((one, other) -> one + "; " + other)
            .orElse("");
    String more = opened.size() > NAMED ? "; and " + (opened.size() - NAMED) + " more" : "";
    return String.format(
        Locale.ROOT, "new: %d of %d streams: %s%s", opened.size(), tested, named, more);
  }

  private static String what(Episode episode) {
    ToldChange told = episode.progress().told();
    return Wording.told(episode.segment(), episode.metricId(), episode.unit(), told);
  }

  private static String since(Episode episode) {
    Began began = episode.opening().began();
    return (began.isGradual() ? ", gradually since " : ", since ")
        + began.day()
        + (began.earliest().equals(began.latest())
            ? ""
            : " (" + began.earliest() + " to " + began.latest() + ")");
  }

  private static String sure(Episode episode) {
    return "; by chance "
        + Wording.probability(episode.opening().yearlyP())
        + " a year where nothing changes";
  }

  private static String stake(Episode episode) {
    Episode.Opening opening = episode.opening();
    return (opening.recordsAtStake().isEmpty()
            ? ""
            : "; records at stake "
                + Wording.grouped(Math.round(opening.recordsAtStake().getAsDouble())))
        + (opening.moneyAtStake().isEmpty()
            ? ""
            : "; money at stake " + Wording.grouped(opening.moneyAtStake().getAsLong()));
  }
}
