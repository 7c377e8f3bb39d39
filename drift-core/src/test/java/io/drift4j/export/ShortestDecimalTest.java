package io.drift4j.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Held against the algorithm of Raffaello Giulietti (Schubfach), which Jackson has. */
class ShortestDecimalTest {

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0.0,
        -0.0,
        1,
        -1,
        10,
        0.1,
        1e-3,
        9.999999999999999e-4,
        9_999_999,
        9_999_999.999999998,
        1e7,
        2e-3,
        1e23,
        2e23,
        8.41e21,
        2.0e-310,
        5.684341886080802e-14, // 2^-44, whose nearest decimal of 16 digits is another double's
        9.007199254740993e15,
        4.9e-324,
        9.9e-324,
        1.5e-323,
        2.2250738585072014e-308,
        2.225073858507201e-308,
        1.7976931348623157e308
      })
  void isWhatOthersFind(double number) {
    assertIsShortest(number);
  }

  @Test
  void isWhatOthersFindAtPowersOfTwo() {
    for (int exponent = -1074; exponent < 1024; exponent += 3) {
      double power = Math.scalb(1.0, exponent);
      DoubleStream.of(power, Math.nextDown(power), -Math.nextUp(power))
          .forEach(ShortestDecimalTest::assertIsShortest);
    }
  }

  @Test
  void isWhatOthersFindAnywhere() {
    assertIsShortest(2_000);
  }

  @Tag("slow")
  @Test
  void isWhatOthersFindAlmostEverywhere() {
    assertIsShortest(1_000_000);
  }

  private static void assertIsShortest(int cases) {
    SplittableRandom dice = new SplittableRandom(16);
    for (int i = 0; i < cases; i++) {
      double number = Double.longBitsToDouble(dice.nextLong());
      if (Double.isFinite(number)) {
        assertIsShortest(number);
      }
      assertIsShortest(dice.nextInt(1, 1000) / (double) dice.nextInt(1, 1000));
      assertIsShortest(dice.nextInt(100_000) / 1000.0);
    }
  }

  /** Also where the JDK keeps its promise, and nothing is to be shortened. */
  private static void assertIsShortest(double number) {
    String expected = NumberOutput.toString(number, true);
    assertThat(ShortestDecimal.of(number)).isEqualTo(expected);
    if (number != 0) {
      assertThat(ShortestDecimal.shortened(number, Double.toString(number))).isEqualTo(expected);
    }
  }
}
