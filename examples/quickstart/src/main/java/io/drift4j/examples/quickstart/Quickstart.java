package io.drift4j.examples.quickstart;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.drift4j.Availability;
import io.drift4j.Definition;
import io.drift4j.Lookback;
import io.drift4j.MonitoredPolicy;
import io.drift4j.RunReport;
import io.drift4j.export.Printable;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The command: loads claims, runs a definition for every customer, prints what drifted. */
@Command(
    name = "drift-quickstart",
    mixinStandardHelpOptions = true,
    version = "drift-quickstart " + io.drift4j.Run.LIBRARY_VERSION,
    description =
        "Tells which payers have changed. Without options: a demonstration on generated claims.")
final class Quickstart implements Callable<Integer> {

  private static final int FAILURE = 1;
  private static final int USAGE = 2;
  private static final int DRIFT = 3;
  private static final int EMPTY = 4;

  private static final int YEAR = 364;
  private static final int FORTNIGHT = 14;

  @Option(names = "--claims", paramLabel = "FILE", description = "CSV of claims")
  private @Nullable Path claims;

  @Option(names = "--as-of", paramLabel = "DATE", description = "reference day, itself excluded")
  private @Nullable String asOf;

  @Option(names = "--customer", paramLabel = "NAME", description = "default: every customer")
  private @Nullable String customer;

  @Option(
      names = "--revision",
      paramLabel = "N",
      defaultValue = "1",
      description = "1, or more to compute anew")
  private int revision = 1;

  @Mixin private Settings settings = new Settings();

  @ArgGroup private @Nullable NightOptions nights;

  @Option(
      names = "--jdbc-url",
      paramLabel = "URL",
      description =
          "PostgreSQL, H2, SQLite, MariaDB or MySQL (also jdbc:mysql: is opened with the driver of"
              + " MariaDB, and takes its options); default: an H2 of its own")
  private @Nullable String jdbcUrl;

  @Option(names = "--user", paramLabel = "U", description = "of the database")
  private @Nullable String user;

  @Option(names = "--password", paramLabel = "P", description = "of the user")
  private @Nullable String password;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description = "customers that are run at the same time")
  private int threads = 1;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, json or csv")
  private String format = "table";

  @Option(
      names = "--verbose",
      description = "stack traces, more logging, and why each segment was not judged")
  private boolean verbose;

  @Option(
      names = "--fail-on-drift",
      description =
          "exit 3 when there is an event, an episode that goes on or a notice (4, always, when a run"
              + " found nothing usable)")
  private boolean failOnDrift;

  private final PrintStream out;
  private final PrintStream err;

  Quickstart(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /**
   * Runs the command and exits.
   *
   * @param arguments the options
   */
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    int status = execute(out, err, arguments);
    out.flush();
    System.exit(status);
  }

  static int execute(PrintStream out, PrintStream err, String... arguments) {
    Quickstart command = new Quickstart(out, err);
    return new CommandLine(command)
        .setOut(writer(out))
        .setErr(writer(err))
        .setParameterExceptionHandler((e, args) -> command.refuse(e))
        .setExecutionExceptionHandler((e, line, result) -> command.fail(e))
        .execute(arguments);
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }

  private int refuse(ParameterException e) {
    say(oneLine(String.valueOf(e.getMessage())));
    return USAGE;
  }

  private int fail(Exception e) {
    if (verbose) {
      err.println(PrintableTrace.of(e));
    }
    say(oneLine(String.valueOf(e.getMessage())));
    return e instanceof UsageException ? USAGE : FAILURE;
  }

  private void say(String line) {
    err.println("drift-quickstart: " + Printable.of(line));
  }

  private static String oneLine(String message) {
    return message.lines().map(String::strip).reduce((a, b) -> a + " " + b).orElse("failed");
  }

  @Override
  public Integer call() {
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME))
        .setLevel(verbose ? Level.INFO : Level.WARN);
    ReportFormat report = ReportFormat.named(format);
    Definition definition = settings.definition();
    if (revision < 1) {
      throw new UsageException("--revision must be 1 or more, not " + revision);
    }
    if (threads < 1) {
      throw new UsageException("--threads must be 1 or more, not " + threads);
    }
    if (nights != null) {
      return ofNights(report, definition, nights);
    }
    return claims == null ? demonstrate(report, definition) : watch(report, definition, claims);
  }

  // ---- nights

  private int ofNights(ReportFormat format, Definition definition, NightOptions asked) {
    requireFor(asked, format);
    asked.check();
    ClaimFile file = claims == null ? null : ClaimFile.at(claims);
    DataSource dataSource =
        file != null && jdbcUrl == null
            ? Databases.ofFile(file)
            : Databases.at(String.valueOf(jdbcUrl), user, password);
    return open(dataSource, pool -> ofNights(format, definition, asked, file, pool));
  }

  private void requireFor(NightOptions asked, ReportFormat format) {
    if (claims == null && jdbcUrl == null) {
      throw new UsageException(
          asked.name() + " needs --claims FILE, or --jdbc-url URL of a database that has claims");
    }
    if (asOf != null || revision != 1) {
      throw new UsageException(
          "--as-of and --revision are of one run; leave them out with " + asked.name());
    }
    if (format == ReportFormat.CSV) {
      throw new UsageException(
          "--format csv is of events; " + asked.name() + " is told as table or json");
    }
    if (customer != null && asked.notices().isPresent()) {
      throw new UsageException("--notices has those of every customer; leave --customer out");
    }
  }

  private int ofNights(
      ReportFormat format,
      Definition definition,
      NightOptions asked,
      @Nullable ClaimFile file,
      DataSource dataSource) {
    DriftRuns runs = DriftRuns.on(dataSource, threads);
    ClaimTable table = ClaimTable.on(dataSource);
    if (file != null) {
      load(format, file, table);
    }
    NightWork work = new NightWork(runs, NightReport.in(format, out), Progress.onTerminal(err));
    if (asked.notices().isPresent()) {
      return status(false, work.notices(asked.notices().get()));
    }
    List<String> customers = customers(table);
    if (asked.episodes()) {
      return status(false, work.episodes(customers));
    }
    NightWork.Outcome outcome = ofNights(format, definition, asked, runs, work, customers);
    if (outcome.empty()) {
      say(submissions("nights are empty", table));
    }
    return status(outcome.empty(), outcome.drifted());
  }

  private NightWork.Outcome ofNights(
      ReportFormat format,
      Definition definition,
      NightOptions asked,
      DriftRuns runs,
      NightWork work,
      List<String> customers) {
    Definition there = available(format, definition, runs);
    if (asked.backtest().isEmpty()) {
      return work.backfill(there, customers, asked.backfill().orElseThrow());
    }
    List<Definition> alternatives =
        settings.alternatives().stream().map(one -> runs.available(one).definition()).toList();
    return work.backtest(there, alternatives, customers, asked.backtest().get());
  }

  // ---- a run

  private int watch(ReportFormat format, Definition definition, Path path) {
    LocalDate day = asOfDay();
    ClaimFile file = ClaimFile.at(path);
    DataSource dataSource =
        jdbcUrl == null ? Databases.ofFile(file) : Databases.at(jdbcUrl, user, password);
    return open(dataSource, pool -> watch(format, definition, file, pool, day));
  }

  private int open(DataSource dataSource, ToIntFunction<DataSource> work) {
    return Databases.whileOpen(
        dataSource,
        waiting(),
        patient -> {
          DriftRuns.migrate(patient);
          return Databases.whilePooled(patient, threads, work);
        });
  }

  private Waiting waiting() {
    return new Waiting(this::say, Duration.ofSeconds(1));
  }

  private int watch(
      ReportFormat format,
      Definition definition,
      ClaimFile file,
      DataSource dataSource,
      LocalDate day) {
    DriftRuns runs = DriftRuns.on(dataSource, threads);
    ClaimTable table = ClaimTable.on(dataSource);
    load(format, file, table);
    List<String> customers = customers(table);
    Definition there = available(format, definition, runs);
    List<RunReport> reports = report(format, there, runs, customers, day);
    if (reports.stream().allMatch(RunReport::isEmpty)) {
      say(submissions("every run is empty", table));
    }
    return status(reports);
  }

  private void load(ReportFormat format, ClaimFile file, ClaimTable table) {
    noteSeparator(format, file.start());
    ClaimTable.Loaded loaded = table.load(file::forEach, Progress.onTerminal(err), waiting());
    note(
        format,
        "claims: %,d new, %,d changed, %,d unchanged",
        loaded.added(),
        loaded.changed(),
        loaded.unchanged());
  }

  /** Unless it is the comma, which is what CSV says. */
  private void noteSeparator(ReportFormat format, CsvStart start) {
    if (start.separator() != Separator.COMMA) {
      String where = start.declared() ? "the line sep= says" : "the header shows";
      note(format, "separator: %s, as %s", start.separator(), where);
    }
  }

  private int demonstrate(ReportFormat format, Definition definition) {
    if (asOf != null || customer != null) {
      throw new UsageException(
          "--as-of and --customer need --claims FILE; the demonstration has its own");
    }
    DataSource dataSource =
        jdbcUrl == null ? Databases.inMemory() : Databases.at(jdbcUrl, user, password);
    return open(dataSource, pool -> demonstrate(format, definition, pool));
  }

  private int demonstrate(ReportFormat format, Definition definition, DataSource dataSource) {
    DriftRuns runs = DriftRuns.on(dataSource, threads);
    Demonstration demonstration = new Demonstration();
    ClaimTable.Loaded loaded =
        ClaimTable.on(dataSource).load(demonstration::forEach, Progress.onTerminal(err), waiting());
    note(
        format,
        "demonstration: %,d generated claims, three planted changes among decoys",
        loaded.all());
    List<String> customers = List.of(Demonstration.CUSTOMER);
    Definition there = available(format, definition, runs);
    List<RunReport> reports = run(there, runs, customers, Demonstration.AS_OF);
    format.print(shown(there), runs.findings(reports), verbose, out);
    note(format, "");
    if (Demonstration.isAbout(there)) {
      demonstration.compareWith(there, reports.get(0)).forEach(truth -> note(format, "%s", truth));
    }
    repeat(format, there, runs, customers, Demonstration.AS_OF);
    if (format == ReportFormat.TABLE && settings.areUsual()) {
      note(format, "");
      new YearOfNights().lines().forEach(line -> note(format, "%s", line));
    }
    return status(reports);
  }

  /** Windows; under monitored() those of the shortest view, which are not the definition's. */
  private static Lookback shown(Definition definition) {
    return definition.policy() instanceof MonitoredPolicy
        ? Lookback.ofDays(YEAR, FORTNIGHT)
        : definition.lookback();
  }

  /** In the table, or else beside what is for a program. */
  private void tell(ReportFormat format, String line) {
    if (format == ReportFormat.TABLE) {
      note(format, "%s", line);
    } else {
      say(line);
    }
  }

  private Definition available(ReportFormat format, Definition definition, DriftRuns runs) {
    Availability available = runs.available(definition);
    available.leftOut().forEach(missing -> tell(format, missing.toString()));
    return available.definition();
  }

  private List<RunReport> report(
      ReportFormat format,
      Definition definition,
      DriftRuns runs,
      List<String> customers,
      LocalDate day) {
    List<RunReport> reports = run(definition, runs, customers, day);
    format.print(shown(definition), runs.findings(reports), verbose, out);
    if (format == ReportFormat.CSV) {
      sayWhatWasRecordedBefore(reports);
    }
    repeat(format, definition, runs, customers, day);
    return reports;
  }

  /** The other formats say it themselves. */
  private void sayWhatWasRecordedBefore(List<RunReport> reports) {
    long recorded = reports.stream().filter(RunReport::alreadyRecorded).count();
    if (recorded > 0) {
      say(
          recorded
              + " of "
              + reports.size()
              + " runs were recorded before; --revision computes anew");
    }
  }

  private List<RunReport> run(
      Definition definition, DriftRuns runs, List<String> customers, LocalDate day) {
    return runs.run(definition, customers, day, revision, Progress.onTerminal(err));
  }

  /** In a table, the same runs once more show that nothing is recorded twice. */
  private void repeat(
      ReportFormat format,
      Definition definition,
      DriftRuns runs,
      List<String> customers,
      LocalDate day) {
    if (format == ReportFormat.TABLE) {
      List<RunReport> again = run(definition, runs, customers, day);
      int created = again.stream().mapToInt(RunReport::eventsCreated).sum();
      int recorded = again.stream().mapToInt(run -> run.events().size()).sum();
      note(format, "rerun: %d new, %d already recorded", created, recorded);
    }
  }

  private int status(List<RunReport> reports) {
    return status(
        reports.stream().anyMatch(RunReport::isEmpty),
        reports.stream().anyMatch(report -> !report.events().isEmpty()));
  }

  private int status(boolean empty, boolean drifted) {
    return empty ? EMPTY : failOnDrift && drifted ? DRIFT : 0;
  }

  private LocalDate asOfDay() {
    if (asOf == null) {
      throw new UsageException(
          "--as-of is missing; give the reference day, such as --as-of 2026-01-31");
    }
    try {
      return LocalDate.parse(asOf);
    } catch (DateTimeException e) {
      throw new UsageException("--as-of is not a date; write it as 2026-01-31");
    }
  }

  private List<String> customers(ClaimTable table) {
    List<String> all = table.customers();
    if (customer == null) {
      return all;
    }
    if (!all.contains(customer)) {
      throw new InvalidInputException(
          "--customer "
              + Printable.name(customer)
              + " has no claims; leave the option out for every customer");
    }
    return List.of(customer);
  }

  private static String submissions(String what, ClaimTable table) {
    List<LocalDate> days = table.submissions();
    return days.isEmpty()
        ? "there are no claims at all"
        : what + "; claims were submitted from " + days.get(0) + " to " + days.get(1);
  }

  /** Beside the table; where the output is for a program, it is nothing else. */
  private void note(ReportFormat format, String text, Object... values) {
    PrintStream place = format == ReportFormat.TABLE ? out : err;
    if (format == ReportFormat.TABLE || verbose) {
      place.println(Printable.of(String.format(Locale.ROOT, text, values)));
    }
  }
}
