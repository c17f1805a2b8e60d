/** The common part of every HTTP server of the house. Knows no other package. */
package dev.footfall.web;
