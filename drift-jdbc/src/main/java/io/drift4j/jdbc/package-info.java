/**
 * Reads counts from SQL, and keeps runs and events in the service's own database, with JDBI.
 *
 * <p>{@link io.drift4j.jdbc.DriftDatabase} is the way in. The tables are those of {@code
 * drift-migrations}. What differs between databases is in one place, {@code Vendor}.
 */
@NullMarked
package io.drift4j.jdbc;

import org.jspecify.annotations.NullMarked;
