/** The routes of logs: posted lines, and envelopes as their producers send them. */
package dev.footfall.logs.http;
