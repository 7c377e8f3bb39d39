/**
 * Events as texts for others: as CSV and as JSON Lines, of runs, of a query or of all that was
 * recorded, one event at a time.
 *
 * <p>Both have the same {@linkplain io.drift4j.export.EventField fields} by the same names, which
 * keep their meaning; later versions add fields behind those that are there. Numbers are the
 * shortest texts that read back the same, on any JDK and under any locale; days are such as {@code
 * 2026-01-15}. {@link io.drift4j.export.EventJson} is for programs and loses nothing, {@link
 * io.drift4j.export.EventCsv} is for spreadsheets, and for programs where it is told so.
 *
 * <p>Nothing here opens a file: each event is appended to an {@link java.lang.Appendable} of the
 * caller's as soon as it is given, and forgotten. Files should be written as UTF-8.
 */
@CheckReturnValue
@NullMarked
package io.drift4j.export;

import org.jspecify.annotations.NullMarked;
