suppressMessages({library(survey);library(survival)})
options(survey.lonely.psu="adjust", digits=15)
set.seed(4)
# small survey: 3 strata (one with a single cluster), clusters, weights, two groups
d <- data.frame(stratum=rep(c("a","b","c"), c(14,14,4)),
  cluster=c(rep(1:5,length.out=14),rep(6:9,length.out=14),rep(10,4)),
  weight=round(runif(32,0.5,3),2), answer=rbinom(32,1,0.6), score=round(rnorm(32,5,2),1),
  sex=sample(c("F","M"),32,TRUE), district=sample(c("F1","F2"),32,TRUE))
write.csv(d,"survey.csv",row.names=FALSE,quote=FALSE)
des <- svydesign(ids=~cluster,strata=~stratum,weights=~weight,data=d)
out <- function(name, dd){ p <- svyciprop(~answer,dd,method="logit"); ci<-confint(p); m<-svymean(~score,dd); cm<-confint(m,df=degf(dd));
 cat(name, coef(p), ci[1], ci[2], coef(m), cm[1], cm[2], nrow(dd),"\n")}
out("all",des); out("F",subset(des,sex=="F")); out("M",subset(des,sex=="M")); out("F1",subset(des,district=="F1"))
print(svymean(~answer,des,deff="replace"))
b<-svyby(~answer,~sex,des,svymean,covmat=TRUE); ct<-svycontrast(b,c(M=1,F=-1)); print(ct); cat(coef(ct), SE(ct), "\n")
# durations
k <- data.frame(days=c(5,8,8,12,20,21,30,30,33,41,50,60,75,90,90), open=c(0,0,1,0,0,1,0,0,0,1,0,0,1,0,1))
f<-survfit(Surv(days,1-open)~1,data=k); print(f); print(quantile(f,c(.25,.5,.75)))
k2<-data.frame(days=c(1,2,3,4),open=0); print(quantile(survfit(Surv(days,1-open)~1,data=k2),c(.25,.5,.75)))
k3<-data.frame(days=c(1,2,3,4,5,6),open=c(0,0,1,1,1,1)); print(quantile(survfit(Surv(days,1-open)~1,data=k3),c(.25,.5,.75)))
