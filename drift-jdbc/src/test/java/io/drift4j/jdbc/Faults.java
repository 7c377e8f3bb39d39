package io.drift4j.jdbc;

import java.sql.SQLException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Which transactions fail and where, how a driver would report it, and how many there were. */
final class Faults {

  /** So many statements the longest transaction has; of most others the commit fails. */
  private static final int STATEMENTS = 12;

  private final Vendor vendor;
  private final Random random;
  private final int percent;
  private final AtomicInteger transactions = new AtomicInteger();
  private final AtomicInteger atStatements = new AtomicInteger();
  private final AtomicInteger atCommits = new AtomicInteger();

  Faults(Vendor vendor, long seed, int percent) {
    this.vendor = vendor;
    this.random = new Random(seed);
    this.percent = percent;
  }

  Vendor vendor() {
    return vendor;
  }

  /** After how many statements a new transaction is going to fail, 0 if it is not. */
  int draw() {
    transactions.incrementAndGet();
    return random.nextInt(100) < percent ? 1 + random.nextInt(STATEMENTS) : 0;
  }

  boolean isDeadlock() {
    return random.nextBoolean();
  }

  SQLException deadlock() {
    atStatements.incrementAndGet();
    return switch (vendor) {
      case POSTGRESQL -> new SQLException("deadlock detected", "40P01");
      case H2 -> new SQLException("Deadlock detected", "40001", 40001);
      case MARIADB, MYSQL -> new SQLException("Deadlock found", "40001", 1213);
      case SQLITE -> ioError();
    };
  }

  SQLException lostAtStatement() {
    atStatements.incrementAndGet();
    return lost();
  }

  SQLException lostAtCommit() {
    atCommits.incrementAndGet();
    return lost();
  }

  private SQLException lost() {
    return switch (vendor) {
      case POSTGRESQL -> new SQLException("An I/O error occurred", "08006");
      case H2 -> new SQLException("Connection is broken", "90067", 90067);
      case MARIADB -> new SQLException("Socket error", "08000", -1);
      case MYSQL -> new SQLException("Communications link failure", "08S01", 0);
      case SQLITE -> ioError();
    };
  }

  /** There is neither a connection to lose nor anybody to wait for each other. */
  private static SQLException ioError() {
    return new SQLException("[SQLITE_IOERR] Some kind of disk I/O error occurred", null, 10);
  }

  int transactions() {
    return transactions.get();
  }

  int atStatements() {
    return atStatements.get();
  }

  int atCommits() {
    return atCommits.get();
  }
}
