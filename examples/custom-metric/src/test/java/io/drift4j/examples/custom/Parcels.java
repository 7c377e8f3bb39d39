package io.drift4j.examples.custom;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A year of parcels by dice. For two weeks something else has changed of each carrier and region
 * but one.
 */
final class Parcels {

  static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  static final LocalDate TODAY = LocalDate.of(2026, 6, 1);
  static final String SHOP = "lamps";

  private static final String TABLE =
      """
      create table parcel (
        shop varchar(20) not null,
        carrier varchar(20) not null,
        postcode varchar(5) not null,
        service varchar(20) not null,
        freight decimal(9, 2) not null,
        shipped_at timestamp with time zone not null,
        delivered_at timestamp with time zone,
        state varchar(20)
      )
      """;

  private static final String INDEX = "create index parcel_shop on parcel (shop, shipped_at)";

  private static final String INSERT =
      """
      insert into parcel
        (shop, carrier, postcode, service, freight, shipped_at, delivered_at, state)
      values (?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final Instant NOW = TODAY.atStartOfDay(ZONE).toInstant();

  private final SplittableRandom dice = new SplittableRandom(16);
  private final List<Parcel> sent = new ArrayList<>();

  static List<Parcel> sent() {
    Parcels parcels = new Parcels();
    for (LocalDate day = TODAY.minusDays(365); day.isBefore(TODAY); day = day.plusDays(1)) {
      parcels.send(day, !day.isBefore(TODAY.minusDays(14)));
    }
    return parcels.sent;
  }

  private void send(LocalDate day, boolean isNew) {
    send(day, "Arrow", "20095", 10, new Habits().damages(isNew ? 24 : 4));
    send(day, "Arrow", "80331", 10, new Habits().takes(isNew ? 48 : 24));
    send(day, "Bolt", "20095", 10, new Habits().costs(isNew ? 950 : 650));
    send(day, "Bolt", "80331", 10, new Habits().toLockers(isNew ? 60 : 20));
    send(day, "Comet", "20095", isNew ? 3 : 10, new Habits());
    send(day, "Comet", "80331", 10, new Habits());
  }

  private void send(LocalDate day, String carrier, String postcode, int about, Habits habits) {
    for (int left = about - 2 + dice.nextInt(5); left > 0; left--) {
      sent.add(parcel(day, carrier, postcode, habits));
    }
  }

  private Parcel parcel(LocalDate day, String carrier, String postcode, Habits habits) {
    Instant shipped = day.atTime(8, 0).atZone(ZONE).toInstant().plusSeconds(dice.nextInt(36_000));
    Instant due = shipped.plus(Duration.ofMinutes(720 + minutesBeyond(habits)));
    boolean isThere = due.isBefore(NOW);
    return new Parcel(
        SHOP,
        carrier,
        postcode,
        dice.nextInt(100) < habits.lockers ? "LOCKER" : "DOOR",
        BigDecimal.valueOf(habits.cents - 100 + dice.nextInt(201), 2),
        shipped,
        isThere ? due : null,
        isThere ? state(habits) : null);
  }

  /** Most arrive soon, some late: an exponential law. */
  private long minutesBeyond(Habits habits) {
    return (long) (-60.0 * habits.hours * StrictMath.log(1 - dice.nextDouble()));
  }

  private String state(Habits habits) {
    return dice.nextInt(100) < habits.damaged ? "DAMAGED" : "INTACT";
  }

  /** What is usual of a carrier and region. */
  private record Habits(int damaged, int hours, int cents, int lockers) {

    Habits() {
      this(4, 24, 650, 20);
    }

    Habits damages(int percent) {
      return new Habits(percent, hours, cents, lockers);
    }

    Habits takes(int about) {
      return new Habits(damaged, about, cents, lockers);
    }

    Habits costs(int about) {
      return new Habits(damaged, hours, about, lockers);
    }

    Habits toLockers(int percent) {
      return new Habits(damaged, hours, cents, percent);
    }
  }

  static void insert(DataSource dataSource, List<Parcel> parcels) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(TABLE);
      statement.execute(INDEX);
      insert(connection, parcels);
    }
  }

  private static void insert(Connection connection, List<Parcel> parcels) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (Parcel parcel : parcels) {
        set(insert, parcel);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static void set(PreparedStatement insert, Parcel parcel) throws SQLException {
    insert.setString(1, parcel.shop());
    insert.setString(2, parcel.carrier());
    insert.setString(3, parcel.postcode());
    insert.setString(4, parcel.service());
    insert.setBigDecimal(5, parcel.freight());
    insert.setObject(6, parcel.shipped().atOffset(ZoneOffset.UTC));
    insert.setObject(7, inUtc(parcel.delivered()));
    insert.setString(8, parcel.state());
  }

  private static @Nullable Object inUtc(@Nullable Instant moment) {
    return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
  }
}
