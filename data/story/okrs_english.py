"""The key results of the units that work in English, in both cycles."""

from story.model import Q3, Q4, KeyResult, Objective
from story.organisation import DCS, EMD, HOS, ISD, PCD, PPD, PRE

_PRE3A = Objective("PRE-Q3-O1", PRE, Q3, "Make the agency's promises visible to citizens")
_PRE3B = Objective("PRE-Q3-O2", PRE, Q3, "Restore trust in the way we handle public money")
_HOS3A = Objective(
    "HOS-Q3-O1", HOS, Q3, "Shorten the way of patients, strengthen collaboration, and build a culture of excellence"
)
_HOS3B = Objective("HOS-Q3-O2", HOS, Q3, "Learn from every serious incident")
_EMD3A = Objective("EMD-Q3-O1", EMD, Q3, "Emergency patients are seen in time")
_EMD3B = Objective("EMD-Q3-O2", EMD, Q3, "Ambulance crews hand over safely and fast")
_PCD3A = Objective("PCD-Q3-O1", PCD, Q3, "Nobody waits for surgery without knowing the date")
_DCS3A = Objective("DCS-Q3-O1", DCS, Q3, "Staff spend their time on people, not on systems")
_ISD3A = Objective("ISD-Q3-O1", ISD, Q3, "One patient record that everybody can rely on")
_ISD3B = Objective("ISD-Q3-O2", ISD, Q3, "Come back from the August outage stronger than before")
_PPD3A = Objective("PPD-Q3-O1", PPD, Q3, "Bring the right people in faster")

# fmt: off
FIRST_CYCLE = (
    KeyResult("PRE-Q3-1.1", _PRE3A, "Increase citizens who rate our services good or very good from 61% to 68%",
              "Citizens rating good or very good", "%", "increase", 0.61, 0.68, 0.57, "Noor Haddad"),
    KeyResult("PRE-Q3-1.2", _PRE3A, "Publish the new citizens' charter",
              "", "", "milestone", None, None, 1.0, "Leo Farrant", form="task"),
    KeyResult("PRE-Q3-1.3", _PRE3A, "Improve internal communication",
              "", "", "", None, None, 0.0, "", form="vague", silence="never"),
    KeyResult("PRE-Q3-2.1", _PRE3B, "Reduce invoices paid late from 22% to 12%",
              "Invoices paid late", "%", "decrease", 0.22, 0.12, 0.8, "Ines Calder"),
    KeyResult("PRE-Q3-2.2", _PRE3B, "Comply with 100% of the reporting deadlines of the audit court",
              "Deadlines met", "%", "maintain", None, 1.0, 1.0, "Leo Farrant", form="compliance"),
    KeyResult("HOS-Q3-1.1", _HOS3A, "Reduce the average length of stay from 6.8 to 6.2 days",
              "Average length of stay", "days", "decrease", 6.8, 6.2, 0.34, "Tomas Brandt"),
    KeyResult("HOS-Q3-1.2", _HOS3A, "Hold 12 coordination meetings with the clinics",
              "Meetings held", "meetings", "count", 0, 12, 0.75, "Samuel Reyes", form="counted"),
    KeyResult("HOS-Q3-1.3", _HOS3A, "Keep bed occupancy at 85%",
              "Bed occupancy", "%", "maintain", None, 0.85, 0.91, "Samuel Reyes", form="kpi"),
    KeyResult("HOS-Q3-2.1", _HOS3B, "Raise the share of serious incidents analysed within 30 days from 48% to 80%",
              "Incidents analysed within 30 days", "%", "increase", 0.48, 0.80, 0.41, "Tomas Brandt"),
    KeyResult("HOS-Q3-2.2", _HOS3B, "Implement the incident reporting module",
              "", "", "milestone", None, None, 0.4, "Samuel Reyes", form="task", silence="stopped"),
    KeyResult("EMD-Q3-1.1", _EMD3A, "Reduce the median time to first physician contact from 58 to 40 minutes",
              "Median time to first physician contact", "minutes", "decrease", 58, 40, 0.5, "Mara Lindqvist",
              path="incident"),
    KeyResult("EMD-Q3-1.2", _EMD3A, "Reduce patients who leave without being seen from 7.5% to 4%",
              "Patients leaving unseen", "%", "decrease", 0.075, 0.04, 0.34, "Elin Marsh"),
    KeyResult("EMD-Q3-1.3", _EMD3A, "Train all triage nurses in the new protocol",
              "", "", "milestone", None, None, 0.8, "Elin Marsh", form="task"),
    KeyResult("EMD-Q3-2.1", _EMD3B, "Reduce the median ambulance hand-over from 31 to 20 minutes",
              "Median hand-over time", "minutes", "decrease", 31, 20, 0.45, "Jonas Adler"),
    KeyResult("EMD-Q3-2.2", _EMD3B, "Develop and roll out a digital hand-over form and improve crew satisfaction",
              "", "", "", None, None, 0.3, "Jonas Adler", form="vague"),
    KeyResult("PCD-Q3-1.1", _PCD3A,
              "Increase patients with a confirmed surgery date within 10 days of indication from 35% to 70%",
              "Patients with a date within 10 days", "%", "increase", 0.35, 0.70, 0.6, "Oskar Venn"),
    KeyResult("PCD-Q3-1.2", _PCD3A, "Cancelled operations below 5%",
              "Operations cancelled on the day", "%", "decrease", None, 0.05, 0.081, "Oskar Venn", form="no_baseline"),
    KeyResult("PCD-Q3-1.3", _PCD3A, "Carry out a study of the quality of the waiting list",
              "", "", "milestone", None, None, 0.5, "Gwen Tallis", form="task", silence="stopped"),
    KeyResult("DCS-Q3-1.1", _DCS3A, "Reduce staff hours lost to system outages from 420 to 150 a month",
              "Staff hours lost a month", "hours", "decrease", 420, 150, -1.0, "Henrik Sole", path="incident"),
    KeyResult("DCS-Q3-1.2", _DCS3A, "Launch the new intranet",
              "", "", "milestone", None, None, 0.3, "Viktor Hale", form="task"),
    KeyResult("DCS-Q3-1.3", _DCS3A, "Significantly improve user satisfaction with IT",
              "", "", "", None, None, 0.0, "Viktor Hale", form="vague", silence="never"),
    KeyResult("ISD-Q3-1.1", _ISD3A, "Raise the share of appointments documented in the shared record from 44% to 75%",
              "Appointments in the shared record", "%", "increase", 0.44, 0.75, 0.26, "Anya Petrov", path="early"),
    KeyResult("ISD-Q3-1.2", _ISD3A, "Migrate 14 legacy applications",
              "Applications migrated", "applications", "count", 0, 14, 0.286, "Priya Anand", form="counted"),
    KeyResult("ISD-Q3-1.3", _ISD3A, "Maintain uptime of 99.5%",
              "Uptime", "%", "maintain", None, 0.995, 0.961, "Priya Anand", form="kpi"),
    KeyResult("ISD-Q3-2.1", _ISD3B, "Complete 100% of the recovery plan",
              "Recovery plan completed", "%", "increase", 0, 1, 0.7, "Anya Petrov", form="percent_complete"),
    KeyResult("PPD-Q3-1.1", _PPD3A, "Reduce the median time to hire from 94 to 60 days",
              "Median time to hire", "days", "decrease", 94, 60, 0.56, "Dora Whitfield"),
    KeyResult("PPD-Q3-1.2", _PPD3A, "Hire 40 nurses",
              "Nurses hired", "nurses", "count", 0, 40, 0.6, "Bram Colley"),
    KeyResult("PPD-Q3-1.3", _PPD3A, "Review the recruitment regulation",
              "", "", "milestone", None, None, 0.2, "Bram Colley", form="task", silence="stopped"),
)
# fmt: on

_PRE4A = Objective("PRE-Q4-O1", PRE, Q4, "Citizens see and feel that the agency keeps its word")
_PRE4B = Objective("PRE-Q4-O2", PRE, Q4, "Every directorate protects its time for change")
_HOS4A = Objective("HOS-Q4-O1", HOS, Q4, "Patients go home well, and on the day they were told", "PRE-Q4-O1")
_HOS4B = Objective("HOS-Q4-O2", HOS, Q4, "Learn from every serious incident", "PRE-Q4-O1")
_EMD4A = Objective("EMD-Q4-O1", EMD, Q4, "Emergency patients are seen in time, on bad days too", "HOS-Q4-O1")
_EMD4B = Objective("EMD-Q4-O2", EMD, Q4, "Ambulance crews hand over safely and fast", "HOS-Q4-O1")
_PCD4A = Objective("PCD-Q4-O1", PCD, Q4, "Nobody waits for surgery without knowing the date", "HOS-Q4-O1")
_DCS4A = Objective("DCS-Q4-O1", DCS, Q4, "Staff spend their time on people, not on systems", "PRE-Q4-O2")
_DCS4B = Objective("DCS-Q4-O2", DCS, Q4, "The next attack finds us ready", "PRE-Q4-O1")
_ISD4A = Objective("ISD-Q4-O1", ISD, Q4, "One patient record that everybody can rely on", "DCS-Q4-O1")
_ISD4B = Objective("ISD-Q4-O2", ISD, Q4, "When something breaks, it is back before it hurts", "DCS-Q4-O2")
_PPD4A = Objective("PPD-Q4-O1", PPD, Q4, "The right people come, and stay", "DCS-Q4-O1")
_PPD4B = Objective("PPD-Q4-O2", PPD, Q4, "Buying takes days, not months", "DCS-Q4-O1")

# fmt: off
SECOND_CYCLE = (
    KeyResult("PRE-Q4-1.1", _PRE4A, "Increase citizens who rate our services good or very good from 65% to 72%",
              "Citizens rating good or very good", "%", "increase", 0.65, 0.72, 0.36, "Noor Haddad"),
    KeyResult("PRE-Q4-1.2", _PRE4A, "Raise the charter's promises that are kept in time from 71% to 85%",
              "Promises kept in time", "%", "increase", 0.71, 0.85, 0.6, "Leo Farrant"),
    KeyResult("PRE-Q4-1.3", _PRE4A, "Reduce complaints that are opened a second time from 19% to 10%",
              "Complaints opened again", "%", "decrease", 0.19, 0.10, 0.5, "Leo Farrant"),
    KeyResult("PRE-Q4-2.1", _PRE4B, "Raise the share of working hours spent on growth from 27% to 32%",
              "Share of hours spent on growth", "%", "increase", 0.27, 0.32, -0.6, "Noor Haddad"),
    KeyResult("PRE-Q4-2.2", _PRE4B, "Increase key results with a check-in in the last 14 days from 82% to 95%",
              "Key results checked in within 14 days", "%", "increase", 0.82, 0.95, 0.46, "Noor Haddad"),
    KeyResult("HOS-Q4-1.1", _HOS4A, "Reduce the average length of stay from 6.6 to 6.0 days",
              "Average length of stay", "days", "decrease", 6.6, 6.0, 0.34, "Tomas Brandt"),
    KeyResult("HOS-Q4-1.2", _HOS4A, "Increase patients discharged before noon from 24% to 40%",
              "Patients discharged before noon", "%", "increase", 0.24, 0.40, 0.31, "Samuel Reyes"),
    KeyResult("HOS-Q4-1.3", _HOS4A, "Reduce readmissions within 30 days from 8.9% to 7.5%",
              "Readmissions within 30 days", "%", "decrease", 0.089, 0.075, 0.21, "Samuel Reyes"),
    KeyResult("HOS-Q4-2.1", _HOS4B, "Raise the share of serious incidents analysed within 30 days from 61% to 85%",
              "Incidents analysed within 30 days", "%", "increase", 0.61, 0.85, 0.46, "Tomas Brandt"),
    KeyResult("HOS-Q4-2.2", _HOS4B, "Implement the database of lessons learned",
              "", "", "milestone", None, None, 0.4, "Samuel Reyes", form="task"),
    KeyResult("EMD-Q4-1.1", _EMD4A, "Reduce the median time to first physician contact from 49 to 40 minutes",
              "Median time to first physician contact", "minutes", "decrease", 49, 40, 0.11, "Mara Lindqvist"),
    KeyResult("EMD-Q4-1.2", _EMD4A, "Reduce patients who leave without being seen from 6.3% to 4%",
              "Patients leaving unseen", "%", "decrease", 0.063, 0.04, 0.04, "Elin Marsh"),
    KeyResult("EMD-Q4-1.3", _EMD4A, "Increase urgent patients seen within 10 minutes from 72% to 90%",
              "Urgent patients seen within 10 minutes", "%", "increase", 0.72, 0.90, 0.16, "Elin Marsh"),
    KeyResult("EMD-Q4-2.1", _EMD4B, "Reduce the median ambulance hand-over from 26 to 18 minutes",
              "Median hand-over time", "minutes", "decrease", 26, 18, 0.38, "Jonas Adler"),
    KeyResult("EMD-Q4-2.2", _EMD4B, "Raise the crews' rating of the hand-over from 3.1 to 4.2 of 5 points",
              "Crews' rating of the hand-over", "points", "increase", 3.1, 4.2, 0.4, "Jonas Adler", silence="stopped"),
    KeyResult("PCD-Q4-1.1", _PCD4A,
              "Increase patients with a confirmed surgery date within 10 days of indication from 56% to 85%",
              "Patients with a date within 10 days", "%", "increase", 0.56, 0.85, 0.66, "Oskar Venn"),
    KeyResult("PCD-Q4-1.2", _PCD4A, "Reduce operations cancelled on the day from 8.1% to 5%",
              "Operations cancelled on the day", "%", "decrease", 0.081, 0.05, 0.52, "Oskar Venn"),
    KeyResult("PCD-Q4-1.3", _PCD4A, "Reduce the median wait for a hip or knee operation from 27 to 20 weeks",
              "Median wait for hip or knee", "weeks", "decrease", 27, 20, 0.29, "Gwen Tallis"),
    KeyResult("DCS-Q4-1.1", _DCS4A, "Reduce staff hours lost to system outages from 690 to 200 a month",
              "Staff hours lost a month", "hours", "decrease", 690, 200, 0.7, "Henrik Sole"),
    KeyResult("DCS-Q4-1.2", _DCS4A, "Increase staff who say that IT helps them do their work from 34% to 50%",
              "Staff helped by IT", "%", "increase", 0.34, 0.50, 0.19, "Viktor Hale"),
    KeyResult("DCS-Q4-1.3", _DCS4A, "Launch the new intranet",
              "", "", "milestone", None, None, 0.4, "Viktor Hale", form="task", silence="stopped"),
    KeyResult("DCS-Q4-2.1", _DCS4B, "Increase critical systems that can be restored within 4 hours from 3 to 12",
              "Critical systems restorable within 4 hours", "systems", "increase", 3, 12, 0.444, "Henrik Sole"),
    KeyResult("DCS-Q4-2.2", _DCS4B, "Raise the share of staff who report the test phishing mail from 21% to 50%",
              "Staff reporting the test mail", "%", "increase", 0.21, 0.50, 0.61, "Viktor Hale"),
    KeyResult("ISD-Q4-1.1", _ISD4A, "Raise the share of appointments documented in the shared record from 52% to 75%",
              "Appointments in the shared record", "%", "increase", 0.52, 0.75, 0.2, "Anya Petrov"),
    KeyResult("ISD-Q4-1.2", _ISD4A, "Reduce duplicate entries per 1,000 patient records from 38 to 15",
              "Duplicates per 1,000 records", "duplicates", "decrease", 38, 15, 0.3, "Priya Anand"),
    KeyResult("ISD-Q4-1.3", _ISD4A, "Increase clinicians who find what they need within a minute from 47% to 70%",
              "Clinicians finding it within a minute", "%", "increase", 0.47, 0.70, 0.0, "Priya Anand",
              silence="never"),
    KeyResult("ISD-Q4-2.1", _ISD4B, "Reduce the mean time to restore after a major incident from 9.5 to 4 hours",
              "Mean time to restore", "hours", "decrease", 9.5, 4.0, 0.49, "Anya Petrov"),
    KeyResult("ISD-Q4-2.2", _ISD4B, "Maintain uptime of 99.5%",
              "Uptime", "%", "maintain", None, 0.995, 0.991, "Priya Anand", form="kpi"),
    KeyResult("PPD-Q4-1.1", _PPD4A, "Reduce the median time to hire from 75 to 55 days",
              "Median time to hire", "days", "decrease", 75, 55, 0.5, "Dora Whitfield"),
    KeyResult("PPD-Q4-1.2", _PPD4A, "Increase offers that are accepted from 68% to 80%",
              "Offers accepted", "%", "increase", 0.68, 0.80, 0.42, "Bram Colley"),
    KeyResult("PPD-Q4-1.3", _PPD4A, "Reduce nurses who leave within their first year from 23% to 17%",
              "Nurses leaving within a year", "%", "decrease", 0.23, 0.17, 0.2, "Bram Colley", silence="stopped"),
    KeyResult("PPD-Q4-2.1", _PPD4B, "Reduce the median lead time of a purchase from 41 to 25 days",
              "Median lead time of a purchase", "days", "decrease", 41, 25, 0.375, "Dora Whitfield"),
)
# fmt: on
