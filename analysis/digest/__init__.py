"""From results and themes to drafts of policy issues: evidence → topics → drafts."""
