package io.drift4j.jdbc;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract on every database that needs no Docker. */
@ParameterizedClass
@MethodSource("io.drift4j.jdbc.DatabaseRow#all")
class DatabaseRowsTest extends DatabaseRowContract {}
