package io.drift4j.migrations;

import org.jspecify.annotations.Nullable;

/**
 * The tables are not, or cannot be brought, up to date. The message is one line that begins with a
 * code and says what was found, in which state the database is, and what to do. It never carries
 * the contents of a row, only keys.
 *
 * <table>
 *   <caption>Codes</caption>
 *   <tr><th>code<th>what happened<th>state of the database<th>what to do
 *   <tr><td>DRIFT-MIG-001<td>migrations are missing or failed<td>unchanged<td>migrate, or have
 *       the script of {@link DriftMigrations#sql} run and adopt it
 *   <tr><td>DRIFT-MIG-002<td>events are stored more than once<td>tables without the unique index;
 *       runs work<td>look at them with the query of the message, remove all but one of each
 *   <tr><td>DRIFT-MIG-003<td>another index has the name of ours<td>as before V2<td>drop it
 *   <tr><td>DRIFT-MIG-004<td>the user lacks a right<td>unchanged, or as after the migration before
 *       <td>grant it, migrate as another user, or have the script run
 *   <tr><td>DRIFT-MIG-005<td>a lock was not obtained, even after some attempts<td>as after the
 *       migration before; on PostgreSQL an index that promises nothing yet may be left<td>end the
 *       transactions that are named, migrate again
 *   <tr><td>DRIFT-MIG-006<td>another process is still migrating<td>that process knows<td>wait for
 *       it, migrate again
 *   <tr><td>DRIFT-MIG-007<td>Flyway's module for the database is not found<td>unchanged<td>put it
 *       on the class path; when shading, merge {@code META-INF/services}
 *   <tr><td>DRIFT-MIG-008<td>a script is not the one that was applied: the tables are of an
 *       earlier, unreleased state<td>unchanged<td>drop the tables, which no released library needs,
 *       and migrate
 *   <tr><td>DRIFT-MIG-009<td>the database refused something<td>as after the migration before<td>
 *       remove the cause that is named, migrate again
 *   <tr><td>DRIFT-MIG-010<td>the product is not supported<td>unchanged<td>use one that is
 *   <tr><td>DRIFT-MIG-011<td>the database cannot be reached, or the connection was lost<td>as after
 *       the migration before; on PostgreSQL an index that promises nothing yet may be left<td>see
 *       to it that it runs, migrate again
 *   <tr><td>DRIFT-MIG-012<td>the catalogue lacks what was recorded, or is to be<td>unchanged<td>run
 *       the statements of {@link DriftMigrations#sql} that bring it
 *   <tr><td>DRIFT-MIG-013<td>the host brings a Flyway that is too old<td>unchanged<td>raise its
 *       version
 *   <tr><td>DRIFT-MIG-014<td>connections come from a pooler that shares sessions (PgBouncer in
 *       transaction mode)<td>unchanged<td>migrate through a connection of its own
 *   <tr><td>DRIFT-MIG-015<td>the database cancelled a migration<td>as after the migration before; on
 *       PostgreSQL an index that promises nothing yet may be left<td>raise the timeout, migrate
 *       again
 *   <tr><td>DRIFT-MIG-016<td>a later library made tables that this one cannot work with<td>
 *       unchanged<td>use the later library
 *   <tr><td>DRIFT-MIG-017<td>the host's own migrations have not run, which could not begin beside
 *       our tables<td>unchanged<td>migrate after them, or name the schema
 * </table>
 */
public final class DriftMigrationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DriftMigrationException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * The code that the message begins with, such as {@code DRIFT-MIG-002}. Codes never change their
   * meaning; texts may.
   *
   * @return the code
   */
  public String code() {
    String message = String.valueOf(getMessage());
    return message.substring(0, message.indexOf(' '));
  }
}
