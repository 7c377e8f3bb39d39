package io.drift4j.examples.custom;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a shop has sent.
 *
 * @param delivered when it arrived, {@code null} while it is on its way
 * @param state {@code INTACT} or {@code DAMAGED}, {@code null} while it is on its way
 */
public record Parcel(
    String shop,
    String carrier,
    String postcode,
    String service,
    BigDecimal freight,
    Instant shipped,
    @Nullable Instant delivered,
    @Nullable String state) {}
