package io.drift4j;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over a sequence of texts, each with its length in UTF-8 bytes before it (a netstring,
 * {@code 4:acme,}), so that no two sequences have the same bytes. An absent text is {@code -,}.
 */
@CanIgnoreReturnValue
final class Fingerprint {

  private final MessageDigest digest = sha256();

  static String of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  Fingerprint add(@Nullable String text) {
    if (text == null) {
      digest.update((byte) '-');
    } else {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
      digest.update(bytes);
    }
    digest.update((byte) ',');
    return this;
  }

  /** How many there are, and each name and text in their order. */
  Fingerprint add(Map<String, ? extends @Nullable String> texts) {
    add(texts.size());
    texts.forEach((name, text) -> add(name).add(text));
    return this;
  }

  /** The same in the order of their names' code points, whatever order they come in. */
  Fingerprint addSettings(Map<String, String> settings) {
    SortedMap<String, String> sorted = new TreeMap<>(CodePoints.ORDER);
    sorted.putAll(settings);
    return add(sorted);
  }

  Fingerprint add(long number) {
    return add(Long.toString(number));
  }

  /** Returns 64 hexadecimal digits; the fingerprint starts anew. */
  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must have SHA-256, this one has not", e);
    }
  }
}
