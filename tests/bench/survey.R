# Every question by every axis with R's survey: row shares with standard errors, and the test.
suppressPackageStartupMessages(library(survey))
answers <- read.csv(commandArgs(TRUE)[1])
design <- svydesign(ids = ~1, weights = ~w, data = answers)
axes <- grep("^a", names(answers), value = TRUE)
start <- proc.time()[["elapsed"]]
for (axis in axes) {
  side <- as.formula(paste0("~", axis))
  for (name in grep("^[qm]", names(answers), value = TRUE)) {
    known <- design[!is.na(answers[[axis]]) & !is.na(answers[[name]]), ]
    if (startsWith(name, "q")) {
      svyby(as.formula(paste0("~factor(", name, ")")), side, known, svymean)
      svychisq(as.formula(paste0("~", axis, "+", name)), known)
    } else {
      svyby(as.formula(paste0("~", name)), side, known, svymean)
    }
  }
}
cat(sprintf("%.1f", proc.time()[["elapsed"]] - start))
