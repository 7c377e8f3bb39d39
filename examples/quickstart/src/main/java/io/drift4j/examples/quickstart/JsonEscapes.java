package io.drift4j.examples.quickstart;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import io.drift4j.export.Printable;
import org.jspecify.annotations.Nullable;

/**
 * What a terminal would obey is escaped, also where JSON need not: a program reads the same text.
 */
final class JsonEscapes extends CharacterEscapes {

  private static final long serialVersionUID = 1L;
  private static final int DELETE = 0x7F;

  @Override
  public int[] getEscapeCodesForAscii() {
    int[] codes = standardAsciiEscapesForJSON();
    codes[DELETE] = ESCAPE_STANDARD;
    return codes;
  }

  @Override
  public @Nullable SerializableString getEscapeSequence(int character) {
    String text = Printable.of(Character.toString(character));
    return text.length() == 1 ? null : new SerializedString(text);
  }
}
