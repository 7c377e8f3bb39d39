package io.drift4j.jdbc;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract on the same databases, with what hosts set differently. */
@Tag("proof")
@ParameterizedClass
@MethodSource("io.drift4j.jdbc.DatabaseRow#altered")
class AlteredDatabaseRowsTest extends DatabaseRowContract {}
