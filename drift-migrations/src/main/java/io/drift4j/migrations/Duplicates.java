package io.drift4j.migrations;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Events that are stored more than once, so that the unique index cannot be built. Which of them is
 * right is for people to decide. The script of PostgreSQL says the same in the same words, since
 * psql runs it too.
 */
final class Duplicates {

  /** Named in the message; more would not fit a line. */
  private static final int KEYS = 10;

  private static final int IDS = 5;

  private static final String EVENTS =
      """
      select e.run_id, e.metric_id, e.segment_key, e.event_id
      from %1$sevent e
      join (select run_id, metric_id, segment_key
            from %1$sevent
            group by run_id, metric_id, segment_key
            having count(*) > 1) d
        on d.run_id = e.run_id and d.metric_id = e.metric_id and d.segment_key = e.segment_key
      order by e.run_id, e.metric_id, e.segment_key, e.event_id
      """;

  private static final String MESSAGE =
      "events stored more than once: %1$d, by run_id/metric_id/segment_key: %2$s; the tables are as"
          + " V1 left them, runs may go on; see all: select run_id, metric_id, segment_key, count(*),"
          + " min(event_id), max(event_id) from %3$sevent group by run_id, metric_id, segment_key"
          + " having count(*) > 1; keep the smallest id of each: delete from %3$sevent where event_id"
          + " not in (select kept from (select min(event_id) as kept from %3$sevent group by run_id,"
          + " metric_id, segment_key) k); then call migrate() again";

  /** The first keys, each with its first ids, and how many there are. */
  private final Map<String, List<String>> idsByKey = new LinkedHashMap<>();

  private int keys;
  private String lastKey = "";

  private Duplicates() {}

  static void refuse(Target target) {
    Duplicates found = target.ask(connection -> read(connection, target));
    if (found.keys > 0) {
      throw Trouble.DUPLICATES.exception(MESSAGE, found.keys, found.list(), qualifier(target));
    }
  }

  private static Duplicates read(Connection connection, Target target) throws SQLException {
    Duplicates duplicates = new Duplicates();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(String.format(Locale.ROOT, EVENTS, qualifier(target)))) {
      while (row.next()) {
        duplicates.add(key(row), row.getString(4));
      }
    }
    return duplicates;
  }

  private static String qualifier(Target target) {
    return target.vendor().qualified(target.schema(), target.settings().tablePrefix());
  }

  private static String key(ResultSet row) throws SQLException {
    return row.getString(1) + "/" + row.getString(2) + "/" + row.getString(3);
  }

  private void add(String key, String id) {
    if (!key.equals(lastKey)) {
      keys++;
      lastKey = key;
    }
    if (keys <= KEYS) {
      addTo(idsByKey.computeIfAbsent(key, k -> new ArrayList<>()), id);
    }
  }

  /** One more than is named tells that there are more. */
  private static void addTo(List<String> ids, String id) {
    if (ids.size() <= IDS) {
      ids.add(id);
    }
  }

  private String list() {
    String named =
        idsByKey.entrySet().stream()
            .map(entry -> entry.getKey() + " (" + list(entry.getValue()) + ")")
            .collect(Collectors.joining(", "));
    return keys > KEYS ? named + ", …" : named;
  }

  private static String list(List<String> ids) {
    String named = String.join(", ", ids.subList(0, Math.min(IDS, ids.size())));
    return ids.size() > IDS ? named + ", …" : named;
  }
}
