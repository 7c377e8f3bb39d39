package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An outcome and its details are one text, and are had back from it. */
class OutcomeTextTest {

  @Test
  void isJoinedByTheWrittenRule() {
    assertThat(OutcomeText.join(Arrays.asList("DENIED", null, "", "a|b", "^0", "^", "健康")))
        .isEqualTo("DENIED|^0||a^-b|^^0|^^|健康");
    assertThat(OutcomeText.join(List.of(""))).isEmpty();
    assertThatThrownBy(() -> OutcomeText.join(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an outcome and its details are one part or more, not 0");
  }

  @Test
  void isHadBackAndNoTwoListsAreTheSameText() {
    Random random = new Random(16);
    Map<String, List<String>> seen = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      List<String> parts = new ArrayList<>();
      for (int n = random.nextInt(3); n >= 0; n--) {
        parts.add(part(random));
      }
      String text = OutcomeText.join(parts);
      assertThat(OutcomeText.split(text)).isEqualTo(parts);
      assertThat(OutcomeText.isOf(parts.size(), text)).isTrue();
      assertThat(OutcomeText.isOf(parts.size() + 1, text)).isFalse();
      assertThat(seen.computeIfAbsent(text, t -> parts)).as(text).isEqualTo(parts);
    }
    assertThat(seen).hasSizeGreaterThan(5_000);
  }

  @Test
  void isKnownWithoutBeingTakenApart() {
    Random random = new Random(17);
    int joined = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(7); n > 0; n--) {
        text.append("^^|-0a".charAt(random.nextInt(6)));
      }
      int parts = parts(text.toString());
      joined += parts > 0 ? 1 : 0;
      for (int n = 1; n < 8; n++) {
        assertThat(OutcomeText.isOf(n, text.toString()))
            .as("%s, %s", text, n)
            .isEqualTo(n == parts);
      }
    }
    assertThat(joined).isBetween(5_000, 15_000);
  }

  private static int parts(String text) {
    try {
      List<String> parts = OutcomeText.split(text);
      assertThat(OutcomeText.join(parts)).isEqualTo(text);
      return parts.size();
    } catch (IllegalArgumentException e) {
      return 0;
    }
  }

  private static String part(Random random) {
    if (random.nextInt(6) == 0) {
      return null;
    }
    StringBuilder part = new StringBuilder();
    for (int n = random.nextInt(4); n > 0; n--) {
      part.append("^|-0aÄ".charAt(random.nextInt(6)));
    }
    return part.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"^", "a^", "^a", "a|^1", "^00", "a^0", "x|^"})
  void whatIsNoneIsRefusedWithoutItsContents(String text) {
    assertThatThrownBy(() -> OutcomeText.split(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the text is no outcome with details, which OutcomeText.join makes");
    assertThat(OutcomeText.isOf(1, text)).isFalse();
  }
}
