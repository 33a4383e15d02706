// On a phone the ways between the pages about voices are wider than the screen: begin where one is.
document.querySelector(".voiced-pages [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
