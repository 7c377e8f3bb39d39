package io.drift4j.jdbc;

import java.time.LocalDate;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.Define;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The statements on watches that every database understands. */
interface WatchTable {

  @SqlQuery("select * from <prefix>watch where watch_key = :watchKey")
  Optional<WatchRow> find(@Bind("watchKey") String watchKey);

  /** With a clause that sees what was committed last, whatever the transaction's snapshot holds. */
  @SqlQuery("select * from <prefix>watch where watch_key = :watchKey <lastCommitted>")
  Optional<WatchRow> find(
      @Bind("watchKey") String watchKey, @Define("lastCommitted") String lastCommitted);

  /** A compare-and-set: how many rows were still of that version, one or none. */
  @SqlUpdate(
      """
      update <prefix>watch
      set generation = :generation,
          watch_version = :version,
          newest_as_of = :newestAsOf,
          historic_before = :historicBefore
      where watch_key = :watchKey and watch_version = :before
      """)
  int move(
      @Bind("watchKey") String watchKey,
      @Bind("before") long before,
      @Bind("generation") int generation,
      @Bind("version") long version,
      @Bind("newestAsOf") @Nullable LocalDate newestAsOf,
      @Bind("historicBefore") @Nullable LocalDate historicBefore);
}
