"""The demo season's events, with titles and descriptions in English, Spanish and Arabic."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EventIdea:
    """`schools` are numbers of schools, `groups` keys of priority groups; neither: for everyone.

    `weeks` are the first and last week of the season in which it may lie, counted from 0.
    """

    title: str
    description: str
    spanish: tuple[str, str]
    arabic: tuple[str, str]
    minutes: int
    weeks: tuple[int, int]
    schools: tuple[int, ...] = ()
    groups: tuple[str, ...] = ()
    weight: float = 1.0
    max_sessions: int = 1
    turnout: float = 0.4
    cost_per_family_cents: int = 0


EVENTS = (
    EventIdea(
        "Budget evening: where should the money go?",
        "See how the schools spend their money, and say what you would change.",
        ("Noche del presupuesto: ¿en qué usamos el dinero?", "Vea en qué gastan las escuelas y diga qué cambiaría."),
        ("أمسية الميزانية: أين ننفق المال؟", "تعرّفوا على نفقات المدارس وقولوا ما الذي تودون تغييره."),
        90, (0, 3), weight=2.0, max_sessions=2, turnout=0.25,
    ),
    EventIdea(
        "Welcome to kindergarten",
        "Meet the teachers and see the classrooms before your child starts.",
        ("Bienvenidos al kínder", "Conozca a los maestros y los salones antes de que empiece su hijo."),
        ("أهلاً بكم في الروضة", "التقوا بالمعلمين وشاهدوا الصفوف قبل أن يبدأ طفلكم."),
        60, (3, 5), schools=(0,), max_sessions=2, turnout=0.5,
    ),
    EventIdea(
        "Your child's support plan: a workshop",
        "What a support plan (IEP) can do, your rights, and how to ask for one.",
        ("El plan de apoyo de su hijo: un taller", "Qué puede hacer un plan de apoyo (IEP), sus derechos y cómo pedirlo."),
        ("خطة دعم طفلكم: ورشة عمل", "ما الذي تقدمه خطة الدعم، وما حقوقكم، وكيف تطلبونها."),
        90, (1, 4), groups=("access",), weight=2.0, turnout=0.6,
    ),
    EventIdea(
        "Family math night",
        "Play number games together. No one has to be good at math.",
        ("Noche de matemáticas en familia", "Jueguen juntos con números. No hace falta saber mucho."),
        ("أمسية الرياضيات للعائلة", "العبوا معًا بالأرقام. لا حاجة إلى إتقان الرياضيات."),
        60, (0, 2), schools=(1,), turnout=0.4, cost_per_family_cents=300,
    ),
    EventIdea(
        "Reading together at home",
        "Ideas for reading with your child in any language.",
        ("Leer juntos en casa", "Ideas para leer con su hijo en cualquier idioma."),
        ("القراءة معًا في البيت", "أفكار للقراءة مع طفلكم بأي لغة."),
        60, (1, 3), schools=(0,), turnout=0.35,
    ),
    EventIdea(
        "Getting ready for middle school",
        "What changes next year, and how to help your child with it.",
        ("Prepararse para la escuela intermedia", "Qué cambia el próximo año y cómo ayudar a su hijo."),
        ("الاستعداد للمدرسة المتوسطة", "ما الذي سيتغير في العام القادم وكيف تساعدون طفلكم."),
        90, (2, 5), schools=(2,), max_sessions=2, turnout=0.45,
    ),
    EventIdea(
        "Finding your way: school in your language",
        "How school works here, who can help, and where to ask. With interpreters.",
        ("Cómo orientarse: la escuela en su idioma", "Cómo funciona la escuela aquí, quién ayuda y dónde preguntar. Con intérpretes."),
        ("دليلكم إلى المدرسة بلغتكم", "كيف تعمل المدرسة هنا ومن يساعدكم وأين تسألون. بحضور مترجمين."),
        90, (0, 4), groups=("interpreter",), weight=2.0, max_sessions=2, turnout=0.5, cost_per_family_cents=500,
    ),
    EventIdea(
        "School buses: what should change?",
        "Help draw next year's bus routes and times.",
        ("Autobuses escolares: ¿qué debe cambiar?", "Ayude a trazar las rutas y horarios del próximo año."),
        ("حافلات المدرسة: ما الذي يجب أن يتغير؟", "ساعدونا في رسم مسارات الحافلات ومواعيدها للعام القادم."),
        60, (2, 5), groups=("ride", "late-shifts"), turnout=0.5,
    ),
    EventIdea(
        "Health and vaccines fair",
        "Free checks for eyes and teeth, and answers from a nurse.",
        ("Feria de salud y vacunas", "Revisiones gratis de ojos y dientes, y respuestas de una enfermera."),
        ("معرض الصحة واللقاحات", "فحوص مجانية للعيون والأسنان وإجابات من ممرضة."),
        120, (1, 5), schools=(1, 2), turnout=0.3,
    ),
    EventIdea(
        "Families and teachers talk",
        "Sit down with teachers: how is your child doing, and what would help?",
        ("Familias y maestros conversan", "Siéntese con los maestros: ¿cómo va su hijo y qué le ayudaría?"),
        ("لقاء العائلات والمعلمين", "اجلسوا مع المعلمين: كيف حال طفلكم وما الذي قد يساعده؟"),
        90, (3, 5), weight=2.0, max_sessions=2, turnout=0.35,
    ),
)  # fmt: skip

PAST_EVENTS = (
    EventIdea(
        "Back to school night",
        "Meet the teachers and each other.",
        ("Noche de regreso a clases", "Conozca a los maestros y a otras familias."),
        ("أمسية العودة إلى المدرسة", "التقوا بالمعلمين وببعضكم بعضًا."),
        90, (0, 1), weight=2.0,
    ),
    EventIdea(
        "How reading is taught",
        "See how your child learns to read.",
        ("Cómo se enseña a leer", "Vea cómo su hijo aprende a leer."),
        ("كيف تُعلَّم القراءة", "شاهدوا كيف يتعلم طفلكم القراءة."),
        60, (1, 3), schools=(0, 1),
    ),
    EventIdea(
        "What comes after middle school",
        "High school, jobs and how to choose.",
        ("Qué viene después de la escuela intermedia", "La preparatoria, los trabajos y cómo elegir."),
        ("ماذا بعد المدرسة المتوسطة", "المدرسة الثانوية والعمل وكيفية الاختيار."),
        60, (2, 4), schools=(2,),
    ),
    EventIdea(
        "Welcome in your language",
        "How school works here, with interpreters.",
        ("Bienvenidos en su idioma", "Cómo funciona la escuela aquí, con intérpretes."),
        ("أهلاً بكم بلغتكم", "كيف تعمل المدرسة هنا، بحضور مترجمين."),
        60, (3, 5), groups=("interpreter",),
    ),
)  # fmt: skip
