package io.drift4j.examples.quickstart;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The command many times in one process: each call, and what it said, are JSON. */
final class CommandLoop {

  private static final ObjectMapper JSON =
      new ObjectMapper().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

  private CommandLoop() {}

  /** The locale in which it has to be, then the calls. */
  public static void main(String[] arguments) throws IOException {
    if (!Locale.getDefault().toLanguageTag().equals(arguments[0])) {
      throw new IllegalStateException("the locale is " + Locale.getDefault().toLanguageTag());
    }
    for (String call : List.of(arguments).subList(1, arguments.length)) {
      JSON.writeValue(System.out, Command.run(JSON.readValue(call, String[].class)));
    }
  }

  static List<String> of(String locale, List<List<String>> calls) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(locale));
    for (List<String> call : calls) {
      arguments.add(JSON.writeValueAsString(call));
    }
    return arguments;
  }

  /** What each call said. */
  static List<Command> answers(String out) throws IOException {
    return JSON.readerFor(Command.class).<Command>readValues(out).readAll();
  }
}
