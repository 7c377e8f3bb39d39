package io.drift4j.examples.custom;

import io.drift4j.DriftMonitor;
import io.drift4j.RunReport;
import io.drift4j.jdbc.DriftDatabase;
import io.drift4j.jdbc.RecordTable;
import io.drift4j.migrations.DriftMigrations;
import java.time.LocalDate;
import java.time.ZoneId;
import javax.sql.DataSource;

// region table
/** Parcels in the shop's table, with the events that were found kept beside it. */
public final class ParcelTable {
  private final DriftMonitor monitor;

  public ParcelTable(DataSource dataSource, ZoneId zone) {
    RecordTable parcels =
        RecordTable.named("parcel")
            .withId("parcels")
            .withCustomerColumn("shop")
            .withTimestamp("shipped_at", zone)
            .withTimestamp("delivered_at", zone);
    DriftMigrations.on(dataSource).migrate();
    DriftDatabase database = DriftDatabase.on(dataSource);
    database.verify(parcels, ParcelWatch.DEFINITION).requireSound();
    monitor = DriftMonitor.of(database.repository(), database.counts(parcels));
  }

  public RunReport look(String shop, LocalDate asOf) {
    return monitor.run(ParcelWatch.DEFINITION, shop, asOf);
  }
}
// endregion
