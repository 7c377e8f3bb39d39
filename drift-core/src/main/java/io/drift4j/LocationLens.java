package io.drift4j;

/** Not yet. */
record LocationLens() implements Lens {

  @Override
  public String id() {
    return "location";
  }

  @Override
  public int historyDays() {
    return HistoryDays.WANTED;
  }

  @Override
  public Evidence look(Comparison comparison) {
    return Evidence.of(comparison).undecided("not yet").build();
  }
}
