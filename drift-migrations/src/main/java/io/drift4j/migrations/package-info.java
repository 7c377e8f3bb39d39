/**
 * The tables of Drift4j, and one call that brings a database up to date: {@link
 * io.drift4j.migrations.DriftMigrations}.
 *
 * <p>Flyway does the work and stays hidden: it keeps a history table of its own, so that a host
 * with its own Flyway and Drift4j never see each other. The scripts lie outside {@code
 * db/migration}, which hosts scan, and are handed to Flyway one by one, because a scan of the
 * classpath fails on the module path and in jars without directory entries.
 */
@CheckReturnValue
@NullMarked
package io.drift4j.migrations;

import org.jspecify.annotations.NullMarked;
