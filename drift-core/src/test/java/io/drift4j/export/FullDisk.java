package io.drift4j.export;

import java.io.IOException;

/** Nothing can be written to it. */
record FullDisk() implements Appendable {

  @Override
  public Appendable append(CharSequence piece) throws IOException {
    throw new IOException("no space left");
  }

  @Override
  public Appendable append(CharSequence piece, int start, int end) throws IOException {
    return append(piece);
  }

  @Override
  public Appendable append(char piece) throws IOException {
    return append("");
  }
}
