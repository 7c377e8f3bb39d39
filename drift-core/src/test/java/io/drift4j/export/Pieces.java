package io.drift4j.export;

import java.util.List;

/** What was appended, each time. */
record Pieces(List<String> pieces) implements Appendable {

  @Override
  public Appendable append(CharSequence piece) {
    pieces.add(piece.toString());
    return this;
  }

  @Override
  public Appendable append(CharSequence piece, int start, int end) {
    return append(piece.subSequence(start, end));
  }

  @Override
  public Appendable append(char piece) {
    return append(String.valueOf(piece));
  }
}
