package io.drift4j.jdbc;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract on every database that needs no Docker, as it is without any setting. */
@ParameterizedClass
@MethodSource("io.drift4j.jdbc.DatabaseRow#plain")
class DatabaseRowsTest extends DatabaseRowContract {}
