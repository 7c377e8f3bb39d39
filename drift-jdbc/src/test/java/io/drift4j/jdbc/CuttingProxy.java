package io.drift4j.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands between a driver and its server and forwards what they say. Once told to, it keeps an
 * answer of the server for itself and cuts both connections.
 */
final class CuttingProxy implements AutoCloseable {

  private static final Pattern ADDRESS = Pattern.compile("//([^:/]+):(\\d+)");

  private final ServerSocket entrance;
  private final String url;
  private final String serverHost;
  private final int serverPort;
  private final AtomicInteger cuts = new AtomicInteger();
  private volatile BooleanSupplier condition = () -> false;

  /** In front of the server of a JDBC URL. */
  CuttingProxy(String serverUrl) throws IOException {
    Matcher address = ADDRESS.matcher(serverUrl);
    if (!address.find()) {
      throw new IllegalArgumentException(serverUrl);
    }
    this.serverHost = address.group(1);
    this.serverPort = Integer.parseInt(address.group(2));
    this.entrance = new ServerSocket(0);
    this.url = address.replaceFirst("//localhost:" + entrance.getLocalPort());
    run(this::accept);
  }

  /** The same database, through this. */
  String url() {
    return url;
  }

  int cuts() {
    return cuts.get();
  }

  /** Cuts instead of delivering the first answer that comes when the condition holds. */
  void cutOnceWhen(BooleanSupplier itHolds) {
    condition = itHolds;
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = entrance.accept();
      Socket server = new Socket(serverHost, serverPort);
      run(() -> forward(client, server, () -> false));
      run(() -> forward(server, client, this::mustCut));
    }
  }

  private synchronized boolean mustCut() {
    if (!condition.getAsBoolean()) {
      return false;
    }
    condition = () -> false;
    cuts.incrementAndGet();
    return true;
  }

  /** Until one of them ends, or the cut, which closes both. */
  private static void forward(Socket from, Socket to, BooleanSupplier cut) throws IOException {
    try (from;
        to) {
      InputStream input = from.getInputStream();
      OutputStream output = to.getOutputStream();
      byte[] buffer = new byte[8192];
      for (int length = input.read(buffer); length > 0; length = input.read(buffer)) {
        if (cut.getAsBoolean()) {
          return;
        }
        output.write(buffer, 0, length);
        output.flush();
      }
    }
  }

  /** Something that ends when its sockets are closed. */
  private interface Talk {
    void go() throws IOException;
  }

  private static void run(Talk talk) {
    Thread thread =
        new Thread(
            () -> {
              try {
                talk.go();
              } catch (IOException e) {
                // closed by the other side, or by us: nothing is left to be done
              }
            },
            "cutting-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    entrance.close();
  }
}
