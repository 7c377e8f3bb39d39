/** What stands for a host: it sees nothing but what the library makes public. */
package io.drift4j.host;
