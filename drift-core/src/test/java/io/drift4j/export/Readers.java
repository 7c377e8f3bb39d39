package io.drift4j.export;

import io.drift4j.DriftEvent;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.QuoteMode;

/** What others read of an event that was written. */
final class Readers {

  private static final com.fasterxml.jackson.databind.ObjectMapper TWO =
      com.fasterxml.jackson.databind.json.JsonMapper.builder()
          .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final tools.jackson.databind.ObjectMapper THREE =
      tools.jackson.databind.json.JsonMapper.builder(
              tools.jackson.core.json.JsonFactory.builder()
                  .enable(tools.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(tools.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Readers() {}

  static String line(DriftEvent event) {
    StringBuilder out = new StringBuilder();
    try {
      EventJson.write(event, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> two(String json) {
    try {
      return TWO.readValue(json, Map.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> three(String json) {
    return THREE.readValue(json, Map.class);
  }

  static Object tree(String json) {
    return THREE.readValue(json, Object.class);
  }

  static String byOthers(Object value) {
    return THREE.writeValueAsString(value);
  }

  static String table(EventCsv csv, DriftEvent... events) {
    StringBuilder out = new StringBuilder();
    try {
      csv.writeHeader(out);
      for (DriftEvent event : events) {
        csv.write(event, out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  /** Strictly: what is not quoted and empty is null. */
  static List<CSVRecord> records(String csv) {
    CSVFormat format =
        CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setNullString("")
            .setQuoteMode(QuoteMode.ALL_NON_NULL)
            .get();
    try (CSVParser parser = format.parse(new StringReader(csv))) {
      return parser.getRecords();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
