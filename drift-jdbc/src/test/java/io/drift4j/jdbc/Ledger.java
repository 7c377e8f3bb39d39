package io.drift4j.jdbc;

import io.drift4j.TestRuns;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/**
 * What the tables hold of runs that are all a {@link TestRuns}, by their rows.
 *
 * @param runs how many were begun
 * @param recorded how many of them succeeded
 * @param events the rows of events
 * @param differentEvents the events, however often one is stored
 * @param dimensions the rows of their segments
 * @param orphans events without a run that succeeded, counts and segments without their run or
 *     event
 * @param incomplete runs that succeeded with more or fewer events than they have
 * @param gaps customers whose recorded runs are not numbered 1, 2, 3 …
 */
record Ledger(
    int runs,
    int recorded,
    int events,
    int differentEvents,
    int dimensions,
    int orphans,
    int incomplete,
    int gaps) {

  private static final String COUNTS =
      """
      select
        (select count(*) from drift_run) as runs,
        (select count(*) from drift_run where status = 'SUCCESS') as recorded,
        (select count(*) from drift_event) as events,
        (select count(*) from
          (select distinct run_id, metric_id, segment_key from drift_event) d)
          as different_events,
        (select count(*) from drift_segment) as dimensions,
        (select count(*) from drift_event e where not exists
          (select 1 from drift_run r where r.run_id = e.run_id and r.status = 'SUCCESS'))
        + (select count(*) from drift_run_count n where not exists
          (select 1 from drift_run r where r.run_id = n.run_id and r.status = 'SUCCESS'))
        + (select count(*) from drift_verdict v where not exists
          (select 1 from drift_run r where r.run_id = v.run_id and r.status = 'SUCCESS'))
        + (select count(*) from drift_segment s
          where not exists (select 1 from drift_event e
            where e.customer_key = s.customer_key and e.segment_key = s.segment_key)
          and not exists (select 1 from drift_verdict v
            where v.customer_key = s.customer_key and v.segment_key = s.segment_key))
          as orphans,
        (select count(*) from drift_run r where r.status = 'SUCCESS' and :eventsOfARun <>
          (select count(*) from drift_event e where e.run_id = r.run_id)) as incomplete,
        (select count(*) from drift_customer c
          where c.last_run_number <>
            (select count(distinct r.run_number) from drift_run r
              where r.customer_key = c.customer_key and r.status = 'SUCCESS')
          or c.last_run_number <>
            (select coalesce(max(r.run_number), 0) from drift_run r
              where r.customer_key = c.customer_key)) as gaps
      """;

  private static final int DIMENSIONS = 8; // two of each of the four segments with an event

  static Ledger of(Handle handle) {
    return handle
        .createQuery(COUNTS)
        .bind("eventsOfARun", TestRuns.EVENTS)
        .map((row, context) -> read(row))
        .one();
  }

  private static Ledger read(ResultSet row) throws SQLException {
    return new Ledger(
        row.getInt("runs"),
        row.getInt("recorded"),
        row.getInt("events"),
        row.getInt("different_events"),
        row.getInt("dimensions"),
        row.getInt("orphans"),
        row.getInt("incomplete"),
        row.getInt("gaps"));
  }

  /** Runs that were begun, and nothing more. */
  static Ledger begun(int runs) {
    return new Ledger(runs, 0, 0, 0, 0, 0, 0, 0);
  }

  /** Runs of a customer each that succeeded, with every event once. */
  static Ledger recorded(int runs) {
    return recorded(runs, runs);
  }

  /** Runs of so many customers that succeeded, with every event once. */
  static Ledger recorded(int customers, int runs) {
    int events = runs * TestRuns.EVENTS;
    return new Ledger(runs, runs, events, events, customers * DIMENSIONS, 0, 0, 0);
  }
}
