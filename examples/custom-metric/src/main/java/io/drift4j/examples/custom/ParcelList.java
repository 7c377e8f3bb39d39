package io.drift4j.examples.custom;

import io.drift4j.CountSource;
import io.drift4j.DriftMonitor;
import io.drift4j.InMemoryDriftRepository;
import io.drift4j.RecordCounts;
import io.drift4j.RunReport;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

// region memory
/** Parcels that are in memory, looked at on the morning of a day. */
public record ParcelList(List<Parcel> parcels, ZoneId zone) {

  public RunReport look(String shop, LocalDate asOf) {
    CountSource counts =
        RecordCounts.of(parcels, Parcel::shop)
            .withId("parcels")
            .text("carrier", Parcel::carrier)
            .text("postcode", Parcel::postcode)
            .text("service", Parcel::service)
            .decimal("freight", Parcel::freight)
            .timestamp("shipped_at", Parcel::shipped, zone)
            .timestamp("delivered_at", Parcel::delivered, zone)
            .text("state", Parcel::state);
    return DriftMonitor.of(new InMemoryDriftRepository(), counts)
        .run(ParcelWatch.DEFINITION, shop, asOf);
  }
}
// endregion
